using Coffer.Templates.Formatting;
using Coffer.Templates.Values;

namespace Coffer.Templates.Json;

/// <summary>Strings in JSON.</summary>
internal static class JsonText
{
    private const string Hex = "0123456789abcdef";

    /// <summary>Writes a string with its quotes.</summary>
    public static void Write(ByteBuffer output, string text, bool escapesHtml)
    {
        output.Append('"');
        var start = 0;
        for (var index = 0; index < text.Length;)
        {
            var rune = ByteText.Rune(text, index, out var width);
            if (Escape(rune, width, escapesHtml) is { } escape)
            {
                output.Append(text.AsSpan(start, index - start));
                output.Append(escape);
                start = index + width;
            }

            index += width;
        }

        output.Append(text.AsSpan(start));
        output.Append('"');
    }

    private static string? Escape(int rune, int width, bool escapesHtml) => rune switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' => $"\\u00{Hex[rune >> 4]}{Hex[rune & 15]}",
        '<' or '>' or '&' when escapesHtml => $"\\u00{Hex[rune >> 4]}{Hex[rune & 15]}",
        0x2028 => "\\u2028",
        0x2029 => "\\u2029",
        ByteText.BadRune when width == 1 => "\\ufffd",
        _ => null,
    };
}
