using System.Text.Json;

namespace Coffer.Kube.Api;

/// <summary>Lenient access to parts of an object: what is missing or of another type is null.</summary>
internal static class JsonReading
{
    public static JsonElement? Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child) && child.ValueKind != JsonValueKind.Null
            ? child
            : null;

    public static string? Text(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.String } child ? child.GetString() : null;

    public static bool Flag(this JsonElement element, string name) => element.Child(name) is { ValueKind: JsonValueKind.True };

    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        JsonElement? at = element;
        foreach (var name in path)
        {
            at = at?.Child(name);
        }

        return at;
    }

    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static IReadOnlyDictionary<string, string> Texts(this JsonElement? element) => element is { ValueKind: JsonValueKind.Object } map
        ? map.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal)
        : new Dictionary<string, string>();

    /// <summary>A text that an object of the API server can't be without.</summary>
    /// <exception cref="JsonException">It is missing.</exception>
    public static string Required(this JsonElement element, string name) =>
        element.Text(name) ?? throw new JsonException($"{name} is missing");
}
