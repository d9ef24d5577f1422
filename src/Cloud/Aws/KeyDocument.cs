using System.Text.Json;

namespace Coffer.Cloud.Aws;

/// <summary>The JSON in which the metadata services of containers and of instances hand out keys.</summary>
internal static class KeyDocument
{
    /// <summary>The keys; null when the text is no such document.</summary>
    public static SigningKeys? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return SigningKeys.Of(Text(root, "AccessKeyId"), Text(root, "SecretAccessKey"), Text(root, "Token"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
