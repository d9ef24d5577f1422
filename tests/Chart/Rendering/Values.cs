using System.Text.Json.Nodes;

namespace Coffer.Chart.Tests.Rendering;

/// <summary>
/// Helm's way of laying a user's values over the chart's: maps are merged, all else is replaced, and null takes a default away.
/// </summary>
internal static class Values
{
    public static JsonObject Coalesce(JsonObject user, JsonObject defaults)
    {
        var merged = user.DeepClone().AsObject();
        foreach (var (key, value) in defaults)
        {
            if (!merged.TryGetPropertyValue(key, out var given))
            {
                merged[key] = value?.DeepClone();
            }
            else if (given is null && value is not null)
            {
                merged.Remove(key);
            }
            else if (given is JsonObject map && value is JsonObject below)
            {
                merged[key] = Coalesce(map, below);
            }
        }

        return merged;
    }
}
