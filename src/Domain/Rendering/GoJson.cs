using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Coffer.Domain.Rendering;

/// <summary>
/// Writes JSON as Go's <c>encoding/json</c> does: keys sorted by bytes, no white space, <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c>,
/// U+2028 and U+2029 escaped, numbers in their own spelling. Existing Secrets hold these very bytes, so a difference would look
/// like a change of content.
/// </summary>
public static class GoJson
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\<>&\u2028\u2029\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012"
        + "\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    /// <summary>The value as UTF-8.</summary>
    public static byte[] Bytes(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        Write(buffer, value);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> buffer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(buffer, value);
                break;
            case JsonValueKind.Array:
                WriteArray(buffer, value);
                break;
            case JsonValueKind.String:
                WriteString(buffer, value.GetString()!);
                break;
            default:
                Raw(buffer, value.GetRawText());
                break;
        }
    }

    private static void WriteObject(ArrayBufferWriter<byte> buffer, JsonElement value)
    {
        // A repeated key counts once, with its last value, as in Go's map.
        var members = new SortedDictionary<string, JsonElement>(Utf8Order.Instance);
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        var separator = '{';
        foreach (var (name, member) in members)
        {
            Raw(buffer, separator);
            WriteString(buffer, name);
            Raw(buffer, ':');
            Write(buffer, member);
            separator = ',';
        }

        Raw(buffer, members.Count == 0 ? "{}" : "}");
    }

    private static void WriteArray(ArrayBufferWriter<byte> buffer, JsonElement value)
    {
        Raw(buffer, '[');
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first)
            {
                Raw(buffer, ',');
            }

            first = false;
            Write(buffer, item);
        }

        Raw(buffer, ']');
    }

    /// <summary>Writes one string, quoted and escaped.</summary>
    internal static void WriteString(ArrayBufferWriter<byte> buffer, string text)
    {
        Raw(buffer, '"');
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is var at and >= 0)
        {
            Encoding.UTF8.GetBytes(rest[..at], buffer);
            Raw(buffer, Escape(rest[at]));
            rest = rest[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, buffer);
        Raw(buffer, '"');
    }

    private static string Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => $"\\u{(int)character:x4}",
    };

    private static void Raw(ArrayBufferWriter<byte> buffer, char character)
    {
        buffer.GetSpan(1)[0] = (byte)character;
        buffer.Advance(1);
    }

    private static void Raw(ArrayBufferWriter<byte> buffer, string text) => Encoding.UTF8.GetBytes(text, buffer);
}
