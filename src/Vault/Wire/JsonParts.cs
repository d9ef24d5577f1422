using System.Text.Json;

namespace Coffer.Vault.Wire;

/// <summary>Reads parts of an answer without trusting its shape.</summary>
internal static class JsonParts
{
    public static JsonElement Property(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static string Text(this JsonElement element, string name) =>
        element.Property(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    public static bool Flag(this JsonElement element, string name) => element.Property(name).ValueKind == JsonValueKind.True;

    /// <summary>Null when absent, negative, or more than a century, which no lease is.</summary>
    public static TimeSpan? Seconds(this JsonElement element, string name) =>
        element.Property(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var seconds)
        && seconds is >= 0 and <= 3_155_760_000
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>The strings of these lists, once each, in ordinal order.</summary>
    public static IReadOnlyList<string> Sorted(this JsonElement element, params IEnumerable<string> names) =>
    [
        .. names
            .Select(name => element.Property(name))
            .Where(list => list.ValueKind == JsonValueKind.Array)
            .SelectMany(list => list.EnumerateArray())
            .Where(item => item.ValueKind == JsonValueKind.String)
            .Select(item => item.GetString()!)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
