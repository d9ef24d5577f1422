using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coffer.Embedded.Vault.Http;

/// <summary>
/// JSON as Go's encoder writes it: keys sorted by bytes, &lt;, &gt; and &amp; escaped, other text as it is, and numbers
/// with the very text they came with (1.0, 1e3, thirty digits), unless they went through a float64 as those of kv-v2 do.
/// </summary>
internal static class GoJson
{
    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = 1000 };

    public static byte[] From(JsonNode node) => From(JsonSerializer.SerializeToElement(node, Relaxed));

    public static byte[] From(JsonElement element) => From(element, static number => number.GetRawText());

    /// <summary>
    /// With each number as a float64 of Go's, shortest form: 1.0 is 1, 1e3 is 1000, and of thirty digits seventeen are kept.
    /// </summary>
    public static byte[] WithFloats(JsonElement element) => From(element, static number => GoFloat.Json(number.GetDouble()));

    private static byte[] From(JsonElement element, Func<JsonElement, string> numbers)
    {
        var text = new StringBuilder();
        Write(text, element, numbers);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonElement element, Func<JsonElement, string> numbers)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(text, element, numbers);
                break;
            case JsonValueKind.Array:
                WriteArray(text, element, numbers);
                break;
            case JsonValueKind.String:
                WriteString(text, element.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(numbers(element));
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static void WriteObject(StringBuilder text, JsonElement element, Func<JsonElement, string> numbers)
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
            Write(text, value, numbers);
        }

        text.Append('}');
    }

    private static void WriteArray(StringBuilder text, JsonElement element, Func<JsonElement, string> numbers)
    {
        text.Append('[');
        var first = true;
        foreach (var item in element.EnumerateArray())
        {
            text.Append(first ? "" : ",");
            first = false;
            Write(text, item, numbers);
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
