using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Journal;

/// <summary>The merge patch (RFC 7386) that turns the status of one resource into that of another version of it. The resourceVersion guards that the API server still holds the first.</summary>
public static class StatusPatch
{
    /// <summary>The patch of <c>.status</c>; empty when nothing differs.</summary>
    public static JsonObject Between(IResource before, IResource after) => Between(Status(before), Status(after), whole: false);

    /// <summary>The same, naming also what does not differ: for an API server that may have dropped some of it.</summary>
    public static JsonObject Whole(IResource before, IResource after) => Between(Status(before), Status(after), whole: true);

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

    private static JsonObject Status(IResource resource) =>
        JsonSerializer.SerializeToNode(resource, resource.GetType(), ResourceJson.Default)?["status"] as JsonObject ?? [];
}
