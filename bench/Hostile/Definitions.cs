using System.Text.Json.Nodes;

namespace Coffer.Bench.Hostile;

/// <summary>
/// CRDs without the limits on lengths, counts and patterns, as those of an older release that somebody has left in his cluster: what holds
/// then is what the operator itself checks.
/// </summary>
internal static class Definitions
{
    private static readonly string[] Limits = ["maxItems", "maxLength", "maxProperties", "pattern", "x-kubernetes-validations"];

    public static JsonObject WithoutLimits(JsonObject definition)
    {
        Strip(definition["spec"]);
        return definition;
    }

    private static void Strip(JsonNode? node)
    {
        foreach (var child in Children(node).ToList())
        {
            Strip(child);
        }

        if (node is JsonObject schema && schema.ContainsKey("type"))
        {
            Array.ForEach(Limits, limit => schema.Remove(limit));
        }
    }

    private static IEnumerable<JsonNode?> Children(JsonNode? node) => node switch
    {
        JsonObject members => members.Select(member => member.Value),
        JsonArray items => items,
        _ => [],
    };
}
