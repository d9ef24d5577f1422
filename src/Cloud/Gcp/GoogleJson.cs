using System.Text.Json;

namespace Coffer.Cloud.Gcp;

/// <summary>Reads answers of Google.</summary>
internal static class GoogleJson
{
    /// <summary>Longer than any token that Google hands out.</summary>
    private const int MaxToken = 16 * 1024;

    /// <summary>A text of an object; empty when there is none.</summary>
    public static string Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    /// <summary>A token of a body: characters that may stand in a header, and not too many. Null when there is none.</summary>
    public static string? Token(ReadOnlyMemory<byte> body, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var token = Text(document.RootElement, name);
            return token.Length is > 0 and <= MaxToken && token.All(static c => c is > ' ' and < '\x7f') ? token : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
