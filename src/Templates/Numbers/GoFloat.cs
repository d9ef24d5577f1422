using System.Globalization;
using System.Numerics;
using Coffer.Templates.Calls;

namespace Coffer.Templates.Numbers;

/// <summary>Go's <c>strconv.ParseFloat</c> for 64 bits.</summary>
internal static class GoFloat
{
    /// <exception cref="FunctionError">With Go's text, for example <c>strconv.ParseFloat: parsing "x": invalid syntax</c>.</exception>
    public static double Parse(string text)
    {
        if (!TryRead(text, out var number))
        {
            throw new FunctionError($"strconv.ParseFloat: parsing {Quoting.Quote(text)}: invalid syntax");
        }

        return double.IsInfinity(number) && !NamesInfinity(text)
            ? throw new FunctionError($"strconv.ParseFloat: parsing {Quoting.Quote(text)}: value out of range")
            : number;
    }

    /// <summary>As <see cref="Parse"/>, without an error text.</summary>
    public static bool TryParse(string text, out double number) =>
        TryRead(text, out number) && (!double.IsInfinity(number) || NamesInfinity(text));

    private static bool NamesInfinity(string text) =>
        (text.Length > 1 ? text[1] | 0x20 : 0) == 'i' || (text.Length > 0 ? text[0] | 0x20 : 0) == 'i';

    private static bool TryRead(string text, out double number)
    {
        number = 0;
        var sign = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        var rest = text.AsSpan(sign);
        if (rest.Equals("inf", StringComparison.OrdinalIgnoreCase) || rest.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            number = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        if (text.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            number = double.NaN;
            return true;
        }

        var isHex = rest.Length > 2 && rest[0] == '0' && (rest[1] | 0x20) == 'x';
        if (!FloatSyntax.IsWellFormed(rest, isHex) || (text.Contains('_') && !Underscores.AreWellPlaced(text)))
        {
            return false;
        }

        var plain = text.Replace("_", "", StringComparison.Ordinal);
        number = isHex
            ? Hexadecimal(plain.AsSpan(sign + 2))
            : double.Parse(plain.AsSpan(sign), NumberStyles.Float, CultureInfo.InvariantCulture);
        number = text[0] == '-' ? -number : number;
        return true;
    }

    private static double Hexadecimal(ReadOnlySpan<char> text)
    {
        var split = text.IndexOfAny('p', 'P');
        var mantissa = BigInteger.Zero;
        long exponent = 0;
        var afterPoint = false;
        foreach (var c in text[..split])
        {
            if (c == '.')
            {
                afterPoint = true;
                continue;
            }

            mantissa = (mantissa << 4) + Convert.ToInt32(c.ToString(), 16);
            exponent -= afterPoint ? 4 : 0;
        }

        return Scale(mantissa, exponent + FloatSyntax.Exponent(text[(split + 1)..]));
    }

    private static double Scale(BigInteger mantissa, long exponent)
    {
        if (mantissa.IsZero)
        {
            return 0;
        }

        var bits = (long)mantissa.GetBitLength();
        var top = bits + exponent;
        if (top > 1024)
        {
            return double.PositiveInfinity;
        }

        var precision = Math.Min(53, top + 1074);
        if (precision < 0)
        {
            return 0;
        }

        var rounded = Rounded(mantissa, bits - precision);
        return Math.ScaleB((double)rounded, (int)(top - precision));
    }

    /// <summary>A mantissa without its lowest bits, rounded to even.</summary>
    private static BigInteger Rounded(BigInteger mantissa, long drop)
    {
        if (drop <= 0)
        {
            return mantissa << (int)-drop;
        }

        var kept = mantissa >> (int)drop;
        var rest = mantissa - (kept << (int)drop);
        var half = BigInteger.One << (int)(drop - 1);
        return rest > half || (rest == half && !kept.IsEven) ? kept + 1 : kept;
    }
}
