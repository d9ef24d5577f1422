using System.Text;

namespace Coffer.Templates.Values;

/// <summary>
/// Go's strings are bytes, usually but not always UTF-8. Inside this library every text of a template, a value or an error is such a byte
/// string, held in a .NET string with <em>one char per byte</em> (U+0000 to U+00FF). So length, slicing, ordinal comparison, searching and
/// joining are exact and use .NET's own fast code, and ASCII literals need no conversion. What depends on characters (case, width, classes)
/// goes through the runes here. UTF-16 text appears at the library's edge only.
/// </summary>
internal static class ByteText
{
    /// <summary>What Go puts in place of bytes that are no UTF-8.</summary>
    public const int BadRune = 0xFFFD;

    public const int MaxRune = 0x10FFFF;

    /// <summary>From ordinary .NET text.</summary>
    public static string FromUtf16(string text) => Ascii.IsValid(text) ? text : FromBytes(Encoding.UTF8.GetBytes(text));

    public static string FromBytes(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    public static byte[] ToBytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>To ordinary .NET text, for people; bytes that are no UTF-8 become U+FFFD.</summary>
    public static string ToUtf16(string text) => Ascii.IsValid(text) ? text : Encoding.UTF8.GetString(ToBytes(text));

    /// <summary>
    /// Go's <c>utf8.DecodeRuneInString</c>: the rune at a position and its width in bytes; a bad byte is <see cref="BadRune"/> of
    /// width 1; at the end width 0.
    /// </summary>
    public static int Rune(ReadOnlySpan<char> text, int index, out int width)
    {
        width = 1;
        if (index >= text.Length)
        {
            width = 0;
            return BadRune;
        }

        int first = text[index];
        if (first < 0x80)
        {
            return first;
        }

        var (length, lowest, rune) = first switch
        {
            >= 0xC2 and <= 0xDF => (2, 0x80, first & 0x1F),
            >= 0xE0 and <= 0xEF => (3, 0x800, first & 0x0F),
            >= 0xF0 and <= 0xF4 => (4, 0x10000, first & 0x07),
            _ => (0, 0, 0),
        };
        if (length == 0 || index + length > text.Length)
        {
            return BadRune;
        }

        for (var next = index + 1; next < index + length; next++)
        {
            if ((text[next] & 0xC0) != 0x80)
            {
                return BadRune;
            }

            rune = (rune << 6) | (text[next] & 0x3F);
        }

        if (rune < lowest || rune > MaxRune || rune is >= 0xD800 and <= 0xDFFF)
        {
            return BadRune;
        }

        width = length;
        return rune;
    }

    /// <summary>The last rune of a text and its width; width 0 for the empty text.</summary>
    public static int LastRune(ReadOnlySpan<char> text, out int width)
    {
        for (var back = Math.Min(4, text.Length); back > 1; back--)
        {
            var rune = Rune(text, text.Length - back, out width);
            if (width == back)
            {
                return rune;
            }
        }

        return Rune(text, Math.Max(0, text.Length - 1), out width);
    }

    /// <summary>Go's <c>[]rune(text)</c>.</summary>
    public static int[] Runes(string text)
    {
        var runes = new int[RuneCount(text)];
        for (int index = 0, at = 0; index < text.Length; at++)
        {
            runes[at] = Rune(text, index, out var width);
            index += width;
        }

        return runes;
    }

    public static int RuneCount(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var index = 0; index < text.Length; count++)
        {
            Rune(text, index, out var width);
            index += width;
        }

        return count;
    }

    /// <summary>Go's <c>utf8.ValidString</c>.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        for (var index = 0; index < text.Length;)
        {
            var rune = Rune(text, index, out var width);
            if (rune == BadRune && width == 1)
            {
                return false;
            }

            index += width;
        }

        return true;
    }

    /// <summary>Go's <c>string(runes)</c>.</summary>
    public static string FromRunes(ReadOnlySpan<int> runes)
    {
        var text = new StringBuilder(runes.Length);
        foreach (var rune in runes)
        {
            AppendRune(text, rune);
        }

        return text.ToString();
    }

    /// <summary>Appends the UTF-8 bytes of a rune; what is no rune is written as <see cref="BadRune"/>.</summary>
    public static void AppendRune(StringBuilder text, int rune)
    {
        if (rune is < 0 or > MaxRune or >= 0xD800 and <= 0xDFFF)
        {
            rune = BadRune;
        }

        if (rune < 0x80)
        {
            text.Append((char)rune);
            return;
        }

        if (rune < 0x800)
        {
            text.Append((char)(0xC0 | (rune >> 6)));
        }
        else
        {
            if (rune < 0x10000)
            {
                text.Append((char)(0xE0 | (rune >> 12)));
            }
            else
            {
                text.Append((char)(0xF0 | (rune >> 18))).Append((char)(0x80 | ((rune >> 12) & 0x3F)));
            }

            text.Append((char)(0x80 | ((rune >> 6) & 0x3F)));
        }

        text.Append((char)(0x80 | (rune & 0x3F)));
    }

    public static string FromRune(int rune)
    {
        var text = new StringBuilder(4);
        AppendRune(text, rune);
        return text.ToString();
    }
}
