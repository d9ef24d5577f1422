using System.Text.Json.Nodes;

namespace Coffer.Embedded.Kubernetes.Patching;

/// <summary>RFC 7386.</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target as JsonObject ?? [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                result.Remove(name);
                continue;
            }

            var old = result[name];
            result.Remove(name);
            result[name] = Apply(old, value);
        }

        return result;
    }
}
