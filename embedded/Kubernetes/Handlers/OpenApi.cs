using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Resources;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>
/// As much OpenAPI v3 as kubectl and Helm look at: that PATCH of each kind takes fieldValidation, so that they leave the judging to the
/// server, and what kubectl explain tells of custom resources.
/// </summary>
internal static class OpenApi
{
    private static readonly string[] PatchParameters = ["dryRun", "fieldManager", "fieldValidation", "force"];

    public static JsonObject Index(IEnumerable<ResourceDefinition> resources)
    {
        var paths = new JsonObject();
        foreach (var resource in resources)
        {
            var path = resource.Group.Length == 0 ? "api/v1" : $"apis/{resource.Group}/{resource.Version}";
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}" };
        }

        return new JsonObject { ["paths"] = paths };
    }

    public static JsonObject? Document(IEnumerable<ResourceDefinition> resources)
    {
        var paths = new JsonObject();
        var schemas = new JsonObject();
        foreach (var resource in resources)
        {
            var root = resource.Group.Length == 0 ? "/api/v1" : $"/apis/{resource.Group}/{resource.Version}";
            var path = resource.Namespaced
                ? $"{root}/namespaces/{{namespace}}/{resource.Plural}/{{name}}"
                : $"{root}/{resource.Plural}/{{name}}";
            paths[path] = new JsonObject { ["patch"] = Patch(resource) };
            schemas[$"{resource.Group}.{resource.Version}.{resource.Kind}"] = Schema(resource);
        }

        return paths.Count == 0 ? null : new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1.36.2" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static JsonObject Schema(ResourceDefinition resource)
    {
        var schema = resource.Source?.DeepClone().AsObject() ?? new JsonObject { ["type"] = "object" };
        schema["x-kubernetes-group-version-kind"] = new JsonArray(Kind(resource));
        return schema;
    }

    private static JsonObject Patch(ResourceDefinition resource) => new()
    {
        ["parameters"] = new JsonArray([.. PatchParameters.Select(Parameter)]),
        ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
        ["x-kubernetes-action"] = "patch",
        ["x-kubernetes-group-version-kind"] = Kind(resource),
    };

    private static JsonNode Parameter(string name) =>
        new JsonObject { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Kind(ResourceDefinition resource) =>
        new() { ["group"] = resource.Group, ["kind"] = resource.Kind, ["version"] = resource.Version };
}
