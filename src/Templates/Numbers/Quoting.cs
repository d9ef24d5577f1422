using System.Buffers;
using System.Text;
using Coffer.Templates.Re2.Unicode;
using Coffer.Templates.Values;

namespace Coffer.Templates.Numbers;

/// <summary>Go's <c>strconv.Quote</c> and its relatives, on byte strings.</summary>
internal static class Quoting
{
    private const string Hex = "0123456789abcdef";

    /// <summary>What needs no escape in any literal: most texts hold nothing else.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', 0x7F - ' ').Select(c => (char)c).Except(['"', '\'', '`', '\\'])]);


    /// <summary>A Go string literal with double quotes.</summary>
    public static string Quote(string text) => Quote(text, '"', false);

    /// <summary>As <see cref="Quote(string)"/>, all but ASCII escaped.</summary>
    public static string QuoteToAscii(string text) => Quote(text, '"', true);

    /// <summary>A Go rune literal with single quotes.</summary>
    public static string QuoteRune(int rune, bool toAscii)
    {
        var quoted = new StringBuilder().Append('\'');
        AppendRune(quoted, rune is < 0 or > ByteText.MaxRune or >= 0xD800 and <= 0xDFFF ? ByteText.BadRune : rune, '\'', toAscii);
        return quoted.Append('\'').ToString();
    }

    /// <summary>Go's <c>strconv.CanBackquote</c>.</summary>
    public static bool CanBackquote(string text)
    {
        for (var index = 0; index < text.Length;)
        {
            var rune = ByteText.Rune(text, index, out var width);
            index += width;
            if (width > 1 ? rune == 0xFEFF : rune == ByteText.BadRune || (rune < ' ' && rune != '\t') || rune is '`' or 0x7F)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Go's <c>unicode.IsPrint</c>.</summary>
    public static bool IsPrint(int rune)
    {
        return rune < 0x7F ? rune >= ' ' : UnicodeClasses.IsPrint(rune);
    }

    private static string Quote(string text, char quote, bool toAscii)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            return $"{quote}{text}{quote}";
        }

        var quoted = new StringBuilder(text.Length + 2).Append(quote);
        for (var index = 0; index < text.Length;)
        {
            var rune = ByteText.Rune(text, index, out var width);
            if (width == 1 && rune == ByteText.BadRune)
            {
                AppendHex(quoted.Append("\\x"), text[index], 2);
            }
            else
            {
                AppendRune(quoted, rune, quote, toAscii);
            }

            index += width;
        }

        return quoted.Append(quote).ToString();
    }

    private static void AppendRune(StringBuilder quoted, int rune, char quote, bool toAscii)
    {
        if (rune == quote || rune == '\\')
        {
            quoted.Append('\\').Append((char)rune);
            return;
        }

        if (toAscii ? rune < 0x80 && IsPrint(rune) : IsPrint(rune))
        {
            ByteText.AppendRune(quoted, rune);
            return;
        }

        var letter = rune switch { 7 => 'a', 8 => 'b', 12 => 'f', 10 => 'n', 13 => 'r', 9 => 't', 11 => 'v', _ => '\0' };
        if (letter != '\0')
        {
            quoted.Append('\\').Append(letter);
        }
        else if (rune is < ' ' or 0x7F)
        {
            AppendHex(quoted.Append("\\x"), rune, 2);
        }
        else if (rune < 0x10000)
        {
            AppendHex(quoted.Append("\\u"), rune, 4);
        }
        else
        {
            AppendHex(quoted.Append("\\U"), rune, 8);
        }
    }

    private static void AppendHex(StringBuilder text, int number, int digits)
    {
        for (var shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        {
            text.Append(Hex[(number >> shift) & 15]);
        }
    }
}
