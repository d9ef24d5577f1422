using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>What the body says must be what the URL says.</summary>
internal static class Targets
{
    public static void CheckNamespace(ApiRequest request, JsonObject value)
    {
        var ns = value.Metadata().Text("namespace");
        if (!string.IsNullOrEmpty(ns) && ns != (request.Target.Namespace ?? ""))
        {
            throw Errors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }
    }

    public static void CheckName(ApiRequest request, JsonObject value)
    {
        var name = value.Metadata().Text("name");
        if (string.IsNullOrEmpty(name))
        {
            throw Errors.BadRequest("name must be provided");
        }

        if (name != request.Target.Name)
        {
            throw Errors.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Target.Name})");
        }
    }
}
