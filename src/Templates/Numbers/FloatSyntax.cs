using System.Buffers;

namespace Coffer.Templates.Numbers;

/// <summary>How Go spells floating-point numbers.</summary>
internal static class FloatSyntax
{
    private const long LargestExponent = 10_000;
    private static readonly SearchValues<char> ExponentCharacters = SearchValues.Create("0123456789_");

    /// <summary>Whether a text without sign is a number; underscores may stand anywhere here.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text, bool isHex)
    {
        var index = isHex ? 2 : 0;
        var digits = 0;
        var points = 0;
        for (; index < text.Length; index++)
        {
            var c = text[index];
            if (c == '.')
            {
                points++;
            }
            else if (isHex ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c))
            {
                digits++;
            }
            else if (c != '_')
            {
                break;
            }
        }

        if (digits == 0 || points > 1)
        {
            return false;
        }

        return index == text.Length ? !isHex : (text[index] | 0x20) == (isHex ? 'p' : 'e') && IsExponent(text[(index + 1)..]);
    }

    /// <summary>An exponent's value, cut off where it makes no difference any more.</summary>
    public static long Exponent(ReadOnlySpan<char> text)
    {
        var negative = text[0] == '-';
        long value = 0;
        foreach (var c in text.TrimStart("+-"))
        {
            value = Math.Min(LargestExponent, (value * 10) + (c - '0'));
        }

        return negative ? -value : value;
    }

    private static bool IsExponent(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && text[0] is '+' or '-')
        {
            text = text[1..];
        }

        return text.Length > 0 && char.IsAsciiDigit(text[0]) && !text.ContainsAnyExcept(ExponentCharacters);
    }
}
