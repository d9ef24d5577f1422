using System.Globalization;
using System.Numerics;

namespace Coffer.Templates.Numbers;

/// <summary>The decimal digits of a number of 0 or more: <c>0.Text × 10^Point</c>, without zeros at either end; no digits for 0.</summary>
internal readonly record struct DecimalDigits(string Text, int Point)
{
    private const int FractionBits = 52;
    private const int ExponentBias = 1075;

    public int Count => Text.Length;

    /// <summary>The fewest digits that give the same number back.</summary>
    public static DecimalDigits Shortest(double number) =>
        number == 0 ? new("", 0) : Of(number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>All digits of the exact value.</summary>
    public static DecimalDigits Exact(double number)
    {
        var (mantissa, exponent) = Parts(number);
        if (mantissa == 0)
        {
            return new("", 0);
        }

        var digits = exponent >= 0
            ? (new BigInteger(mantissa) << exponent).ToString(CultureInfo.InvariantCulture)
            : (mantissa * BigInteger.Pow(5, -exponent)).ToString(CultureInfo.InvariantCulture);
        return Trimmed(digits, digits.Length + Math.Min(exponent, 0));
    }

    /// <summary>The number as mantissa × 2^exponent.</summary>
    public static (long Mantissa, int Exponent) Parts(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> FractionBits) & 0x7FF);
        var fraction = bits & ((1L << FractionBits) - 1);
        return exponent == 0 ? (fraction, 1 - ExponentBias) : (fraction | (1L << FractionBits), exponent - ExponentBias);
    }

    public DecimalDigits RoundedAfterPoint(int count) => RoundedTo(Point + count);

    /// <summary>Rounded to so many digits, half to even.</summary>
    public DecimalDigits RoundedTo(int count)
    {
        if (count >= Count)
        {
            return this;
        }

        if (count < 0)
        {
            return new("", 0);
        }

        var isHalf = Text[count] == '5' && count + 1 == Count;
        var roundsUp = isHalf ? count > 0 && (Text[count - 1] - '0') % 2 == 1 : Text[count] >= '5';
        return roundsUp ? Incremented(count) : Trimmed(Text[..count], Point);
    }

    private DecimalDigits Incremented(int count)
    {
        var nines = count;
        while (nines > 0 && Text[nines - 1] == '9')
        {
            nines--;
        }

        return nines == 0 ? new("1", Point + 1) : new(Text[..(nines - 1)] + (char)(Text[nines - 1] + 1), Point);
    }

    private static DecimalDigits Trimmed(string digits, int point)
    {
        digits = digits.TrimEnd('0');
        return digits.Length == 0 ? new("", 0) : new(digits, point);
    }

    private static DecimalDigits Of(string text)
    {
        var split = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = split < 0 ? 0 : int.Parse(text.AsSpan(split + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = split < 0 ? text : text[..split];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? mantissa.Length : dot;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return Trimmed(digits[leading..], whole - leading + exponent);
    }
}
