using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Coffer.Embedded.Kubernetes.Json;

/// <summary>Strings in JSON as Go's encoder spells them. Only the spelling tells whether a JSON patch's <c>test</c> passes.</summary>
internal static class GoStrings
{
    /// <summary>Both encoders write these as they are.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$%'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static void Write(Utf8JsonWriter writer, string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            writer.WriteRawValue(Quote(text), skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 16).Append('"');
        foreach (var character in text)
        {
            _ = Escape(character) is { } escape ? quoted.Append(escape) : quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }

    private static string? Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
        _ => null,
    };
}
