using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coffer.Embedded.Vault.Http;

/// <summary>
/// JSON as Go's encoder writes it: keys sorted by bytes, &lt;, &gt; and &amp; escaped, other text as it is, and numbers
/// with the very text they came with (1.0, 1e3, thirty digits).
/// </summary>
internal static class GoJson
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = 1000 };

    public static byte[] From(JsonNode node) => From(JsonSerializer.SerializeToElement(node, Relaxed));

    public static byte[] From(JsonElement element)
    {
        var text = new StringBuilder();
        Write(text, element);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(text, element);
                break;
            case JsonValueKind.Array:
                WriteArray(text, element);
                break;
            case JsonValueKind.String:
                WriteString(text, element.GetString()!);
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static void WriteObject(StringBuilder text, JsonElement element)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        text.Append('{');
        var first = true;
        foreach (var (name, value) in members)
        {
            text.Append(first ? "" : ",");
            first = false;
            WriteString(text, name);
            text.Append(':');
            Write(text, value);
        }

        text.Append('}');
    }

    private static void WriteArray(StringBuilder text, JsonElement element)
    {
        text.Append('[');
        var first = true;
        foreach (var item in element.EnumerateArray())
        {
            text.Append(first ? "" : ",");
            first = false;
            Write(text, item);
        }

        text.Append(']');
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
