using Coffer.Templates.Calls;

namespace Coffer.Templates.Numbers;

/// <summary>Go's <c>strconv.ParseInt</c> for 64 bits.</summary>
internal static class GoInteger
{
    private enum Trouble
    {
        None,
        Syntax,
        Range,
    }

    /// <param name="text">A byte string.</param>
    /// <param name="radix">2 to 36, or 0: the prefix says (0x, 0o, 0b, 0), and underscores are allowed.</param>
    /// <param name="function">The function that Go names in the error.</param>
    /// <exception cref="FunctionError">With Go's text, for example <c>strconv.ParseInt: parsing "x": invalid syntax</c>.</exception>
    public static long Parse(string text, int radix, string function = "ParseInt")
    {
        var trouble = Read(text, radix, out var number);
        return trouble switch
        {
            Trouble.None => number,
            Trouble.Syntax => throw new FunctionError($"strconv.{function}: parsing {Quoting.Quote(text)}: invalid syntax"),
            _ => throw new FunctionError($"strconv.{function}: parsing {Quoting.Quote(text)}: value out of range"),
        };
    }

    /// <summary>
    /// As <see cref="Parse"/>, without an error text. As in Go, a number out of range still yields the one nearest to it, and
    /// what is no number yields 0.
    /// </summary>
    public static bool TryParse(string text, int radix, out long number) => Read(text, radix, out number) == Trouble.None;

    /// <summary>Go's <c>strconv.ParseUint</c>; there is no sign.</summary>
    public static bool TryParseUnsigned(ReadOnlySpan<char> text, int radix, out ulong number) =>
        ReadUnsigned(text, radix, out number) == Trouble.None;

    private static Trouble Read(string text, int radix, out long number)
    {
        number = 0;
        var negative = text.StartsWith('-');
        var digits = negative || text.StartsWith('+') ? text.AsSpan(1) : text;
        var trouble = ReadUnsigned(digits, radix, out var magnitude);
        if (trouble == Trouble.Syntax)
        {
            return trouble;
        }

        var limit = negative ? 1UL << 63 : (1UL << 63) - 1;
        if (trouble == Trouble.Range || magnitude > limit)
        {
            number = negative ? long.MinValue : long.MaxValue;
            return Trouble.Range;
        }

        number = negative ? unchecked(-(long)magnitude) : (long)magnitude;
        return Trouble.None;
    }

    private static Trouble ReadUnsigned(ReadOnlySpan<char> text, int radix, out ulong number)
    {
        number = 0;
        if (text.IsEmpty)
        {
            return Trouble.Syntax;
        }

        var whole = text;
        var underscores = radix == 0;
        if (radix == 0)
        {
            (radix, var skip) = Prefix(text);
            text = text[skip..];
            if (text.IsEmpty)
            {
                return Trouble.Syntax;
            }
        }

        var sawUnderscore = false;
        foreach (var c in text)
        {
            if (c == '_' && underscores)
            {
                sawUnderscore = true;
                continue;
            }

            var digit = Digit(c);
            if (digit >= radix)
            {
                return Trouble.Syntax;
            }

            var next = (UInt128)number * (uint)radix + (uint)digit;
            if (next > ulong.MaxValue)
            {
                // Go looks no further, so what follows need not be a number.
                return Trouble.Range;
            }

            number = (ulong)next;
        }

        return sawUnderscore && !Underscores.AreWellPlaced(whole) ? Trouble.Syntax : Trouble.None;
    }

    private static (int Radix, int Skip) Prefix(ReadOnlySpan<char> text)
    {
        if (text[0] != '0')
        {
            return (10, 0);
        }

        if (text.Length < 3)
        {
            return (8, 1 > text.Length - 1 ? 0 : 1);
        }

        return (text[1] | 0x20) switch
        {
            'b' => (2, 2),
            'o' => (8, 2),
            'x' => (16, 2),
            _ => (8, 1),
        };
    }

    private static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => 99,
    };
}
