using System.Globalization;

namespace Coffer.Templates.Numbers;

/// <summary>Go's <c>strconv.FormatFloat</c> for 64 bits: rounding is to even on the exact binary value, whatever the precision.</summary>
internal static class FloatText
{
    private const int ShortestGeneralPrecision = 6;

    /// <param name="number">The number.</param>
    /// <param name="format">One of <c>e E f g G b x X</c>.</param>
    /// <param name="precision">Digits after the point (for <c>g</c>: all digits), or -1: the fewest that give the same number back.</param>
    public static string Format(double number, char format, int precision)
    {
        if (double.IsNaN(number))
        {
            return "NaN";
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? "+Inf" : "-Inf";
        }

        var sign = double.IsNegative(number) ? "-" : "";
        number = Math.Abs(number);
        return sign + format switch
        {
            'b' => Binary(number),
            'x' or 'X' => HexFloat.Format(number, format, precision),
            _ => Decimal(number, format, precision),
        };
    }

    /// <summary>How Go's JSON encoder writes a number.</summary>
    public static string Json(double number)
    {
        var size = Math.Abs(number);
        if (size == 0 || (size >= 1e-6 && size < 1e21))
        {
            return Format(number, 'f', -1);
        }

        // e-09 becomes e-9.
        var text = Format(number, 'e', -1);
        return text is [.., 'e', '-', '0', _] ? string.Concat(text.AsSpan(0, text.Length - 2), text.AsSpan(text.Length - 1)) : text;
    }

    private static string Decimal(double number, char format, int precision)
    {
        var isShortest = precision < 0;
        var digits = isShortest ? DecimalDigits.Shortest(number) : format switch
        {
            'e' or 'E' => DecimalDigits.Exact(number).RoundedTo(precision + 1),
            'f' => DecimalDigits.Exact(number).RoundedAfterPoint(precision),
            _ => DecimalDigits.Exact(number).RoundedTo(Math.Max(1, precision)),
        };
        switch (format)
        {
            case 'e' or 'E':
                return Exponential(digits, isShortest ? Math.Max(digits.Count - 1, 0) : precision, format);
            case 'f':
                return Plain(digits, isShortest ? Math.Max(digits.Count - digits.Point, 0) : precision);
        }

        return General(digits, format, isShortest, precision == 0 ? 1 : precision);
    }

    private static string General(DecimalDigits digits, char format, bool isShortest, int precision)
    {
        var threshold = precision > digits.Count && digits.Count >= digits.Point ? digits.Count : precision;
        threshold = isShortest ? ShortestGeneralPrecision : threshold;
        var exponent = digits.Point - 1;
        if (exponent < -4 || exponent >= threshold)
        {
            var shown = isShortest || precision > digits.Count ? digits.Count : precision;
            return Exponential(digits, Math.Max(shown - 1, 0), format == 'G' ? 'E' : 'e');
        }

        return Plain(digits, Math.Max(digits.Count - digits.Point, 0));
    }

    private static string Exponential(DecimalDigits digits, int precision, char letter)
    {
        var exponent = digits.Count == 0 ? 0 : digits.Point - 1;
        var fraction = digits.Count > 1 ? digits.Text[1..Math.Min(digits.Count, precision + 1)] : "";
        var head = digits.Count > 0 ? digits.Text[..1] : "0";
        var tail = precision > 0 ? "." + fraction.PadRight(precision, '0') : "";
        return $"{head}{tail}{letter}{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
    }

    private static string Plain(DecimalDigits digits, int precision)
    {
        var whole = digits.Point > 0 ? digits.Text[..Math.Min(digits.Count, digits.Point)].PadRight(digits.Point, '0') : "0";
        if (precision <= 0)
        {
            return whole;
        }

        var zeros = Math.Min(precision, Math.Max(0, -digits.Point));
        var from = Math.Clamp(digits.Point, 0, digits.Count);
        var fraction = digits.Text.Substring(from, Math.Min(digits.Count - from, precision - zeros));
        return $"{whole}.{(new string('0', zeros) + fraction).PadRight(precision, '0')}";
    }

    private static string Binary(double number)
    {
        var (mantissa, exponent) = DecimalDigits.Parts(number);
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}p{(exponent < 0 ? "" : "+")}{exponent}");
    }
}
