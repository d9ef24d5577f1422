using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Journal;

/// <summary>
/// The merge patch (RFC 7386) that turns the status of one resource into that of another version of it. The resourceVersion guards that the
/// API server still holds the first.
/// </summary>
public static class StatusPatch
{
    /// <summary>The patch of <c>.status</c>; empty when nothing differs.</summary>
    /// <param name="before">What the API server holds.</param>
    /// <param name="after">What it is to hold.</param>
    /// <param name="json">How the resource is written; null for a resource of this operator.</param>
    public static JsonObject Between(IResource before, IResource after, JsonSerializerContext? json = null) =>
        Between(Status(before, json), Status(after, json), whole: false);

    /// <summary>The same, naming also what does not differ: for an API server that may have dropped some of it.</summary>
    /// <inheritdoc cref="Between(IResource, IResource, JsonSerializerContext?)"/>
    public static JsonObject Whole(IResource before, IResource after, JsonSerializerContext? json = null) =>
        Between(Status(before, json), Status(after, json), whole: true);

    private static JsonObject Between(JsonObject before, JsonObject after, bool whole)
    {
        var patch = new JsonObject();
        foreach (var (name, _) in before.Where(field => !after.ContainsKey(field.Key)))
        {
            patch[name] = null;
        }

        foreach (var (name, value) in after.Where(field => whole || !JsonNode.DeepEquals(before[field.Key], field.Value)))
        {
            patch[name] = before[name] is JsonObject old && value is JsonObject changed ? Between(old, changed, whole) : value?.DeepClone();
        }

        return patch;
    }

    private static JsonObject Status(IResource resource, JsonSerializerContext? json) =>
        JsonSerializer.SerializeToNode(resource, resource.GetType(), json ?? ResourceJson.Default)?["status"] as JsonObject ?? [];
}
