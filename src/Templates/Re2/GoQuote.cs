using System.Text;
using Coffer.Templates.Re2.Execution;
using Coffer.Templates.Re2.Unicode;

namespace Coffer.Templates.Re2;

/// <summary>How Go shows a pattern in the panic of MustCompile: in back quotes where they can hold it, else as a quoted string.</summary>
internal static class GoQuote
{
    private const int ByteOrderMark = 0xFEFF;

    public static byte[] Quote(ReadOnlySpan<byte> text) => CanBackQuote(text) ? [(byte)'`', .. text, (byte)'`'] : DoubleQuote(text);

    private static bool CanBackQuote(ReadOnlySpan<byte> text)
    {
        for (int at = 0, width; at < text.Length; at += width)
        {
            var rune = Utf8.Decode(text, at, out width);
            var control = rune < ' ' && rune != '\t' || rune is '`' or 0x7F or ByteOrderMark;
            if (control || rune == Utf8.Invalid && width == 1)
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] DoubleQuote(ReadOnlySpan<byte> text)
    {
        var quoted = new StringBuilder("\"");
        for (int at = 0, width; at < text.Length; at += width)
        {
            var rune = Utf8.Decode(text, at, out width);
            _ = rune == Utf8.Invalid && width == 1 ? quoted.Append($"\\x{text[at]:x2}") : Append(quoted, rune);
        }

        return Encoding.UTF8.GetBytes(quoted.Append('"').ToString());
    }

    private static StringBuilder Append(StringBuilder quoted, int rune) => rune switch
    {
        '"' or '\\' => quoted.Append('\\').Append((char)rune),
        '\a' => quoted.Append("\\a"),
        '\b' => quoted.Append("\\b"),
        '\f' => quoted.Append("\\f"),
        '\n' => quoted.Append("\\n"),
        '\r' => quoted.Append("\\r"),
        '\t' => quoted.Append("\\t"),
        '\v' => quoted.Append("\\v"),
        _ when UnicodeClasses.IsPrint(rune) => quoted.Append(new Rune(rune).ToString()),
        < ' ' or 0x7F => quoted.Append($"\\x{rune:x2}"),
        < 0x10000 => quoted.Append($"\\u{rune:x4}"),
        _ => quoted.Append($"\\U{rune:x8}"),
    };
}
