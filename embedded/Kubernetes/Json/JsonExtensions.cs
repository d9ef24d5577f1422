using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coffer.Embedded.Kubernetes.Json;

/// <summary>Tolerant access: whatever has another shape than asked for reads as absent.</summary>
internal static class JsonExtensions
{
    public static JsonObject? Object(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;

    public static JsonArray? Array(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonArray;

    public static string? Text(this JsonNode? node, string name) => (node as JsonObject)?[name].AsText();

    public static long? Whole(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.TryGetValue<long>(out var whole) ? whole : null;

    public static bool Flag(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public static string? AsText(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static JsonObject Metadata(this JsonObject node)
    {
        if (node["metadata"] is JsonObject metadata)
        {
            return metadata;
        }

        metadata = [];
        node["metadata"] = metadata;
        return metadata;
    }

    public static JsonObject Copy(this JsonObject node) => (JsonObject)node.DeepClone();

    public static IEnumerable<string> Texts(this JsonNode? node, string name) =>
        node.Array(name)?.Select(item => item.AsText()).OfType<string>() ?? [];

    public static void Carry(this JsonObject target, JsonObject source, string name)
    {
        if (source[name] is { } value)
        {
            target[name] = value.DeepClone();
        }
        else
        {
            target.Remove(name);
        }
    }

    public static JsonArray ToJsonArray(this IEnumerable<string> items) =>
        new([.. items.Select(item => (JsonNode?)JsonValue.Create(item))]);

    /// <summary>The type's name as the schema validator prints it.</summary>
    public static string TypeName(this JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => value.TryGetValue<long>(out _) ? "integer" : "number",
        },
        _ => "object",
    };
}
