using Coffer.Templates.Re2.Unicode;

namespace Coffer.Templates.Re2.Syntax;

/// <summary>Escapes that stand for one character: <c>\n</c>, <c>\.</c>, <c>\x41</c>, <c>\x{263a}</c>, <c>\012</c>.</summary>
internal static class EscapeParser
{
    /// <summary>Reads an escape from its backslash on.</summary>
    public static int Parse(PatternReader reader)
    {
        var start = reader.At++;
        if (reader.AtEnd)
        {
            throw reader.Error(Fault.TrailingBackslash, reader.At);
        }

        var letter = reader.Next();
        var rune = letter switch
        {
            >= '1' and <= '7' when reader.Peek() is < (byte)'0' or > (byte)'7' => null,
            >= '0' and <= '7' => Octal(reader, letter - '0'),
            'x' => reader.AtEnd ? null : Hex(reader),
            'a' => '\a',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            < 0x80 when !char.IsAsciiLetterOrDigit((char)letter) => letter,
            _ => (int?)null,
        };
        return rune ?? throw reader.Error(Fault.Escape, start);
    }

    private static int? Octal(PatternReader reader, int value)
    {
        for (var digits = 1; digits < 3 && reader.Peek() is >= (byte)'0' and <= (byte)'7'; digits++)
        {
            value = value * 8 + reader.Peek() - '0';
            reader.At++;
        }

        return value;
    }

    private static int? Hex(PatternReader reader)
    {
        var first = reader.Next();
        if (first == '{')
        {
            return Braced(reader);
        }

        var (high, low) = (Digit(first), Digit(reader.Next()));
        return high < 0 || low < 0 ? null : high * 16 + low;
    }

    private static int? Braced(PatternReader reader)
    {
        var (value, digits) = (0, 0);
        while (!reader.AtEnd)
        {
            var next = reader.Next();
            if (next == '}')
            {
                return digits == 0 ? null : value;
            }

            var digit = Digit(next);
            value = value * 16 + digit;
            digits++;
            if (digit < 0 || value > RuneRanges.MaxRune)
            {
                return null;
            }
        }

        return null;
    }

    private static int Digit(int rune) =>
        rune is >= 0 and < 0x80 && char.IsAsciiHexDigit((char)rune) ? Convert.ToInt32(((char)rune).ToString(), 16) : -1;
}
