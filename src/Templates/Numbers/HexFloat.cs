using System.Globalization;
using System.Text;

namespace Coffer.Templates.Numbers;

/// <summary>Go's <c>%x</c> of a float: <c>0x1.8p+00</c>.</summary>
internal static class HexFloat
{
    private const int MantissaBits = 52;

    public static string Format(double number, char format, int precision)
    {
        var (mantissa, exponent) = DecimalDigits.Parts(number);
        exponent = mantissa == 0 ? 0 : exponent + MantissaBits;
        var bits = (ulong)mantissa;
        while (bits != 0 && bits >> MantissaBits == 0)
        {
            bits <<= 1;
            exponent--;
        }

        // One bit before the point, then as many hex digits as fit.
        bits <<= 60 - MantissaBits;
        if (precision is >= 0 and < 15)
        {
            (bits, exponent) = Rounded(bits, exponent, precision);
        }

        return Text(bits, exponent, format, precision);
    }

    private static (ulong Bits, int Exponent) Rounded(ulong bits, int exponent, int precision)
    {
        var shift = precision * 4;
        var extra = (bits << shift) & ((1UL << 60) - 1);
        bits >>= 60 - shift;
        if ((extra | (bits & 1)) > 1UL << 59)
        {
            bits++;
        }

        bits <<= 60 - shift;
        return (bits & (1UL << 61)) != 0 ? (bits >> 1, exponent + 1) : (bits, exponent);
    }

    private static string Text(ulong bits, int exponent, char format, int precision)
    {
        var digits = format == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
        var text = new StringBuilder().Append('0').Append(format).Append((char)('0' + (int)((bits >> 60) & 1)));
        bits <<= 4;
        if (precision > 0 || (precision < 0 && bits != 0))
        {
            text.Append('.');
            for (var count = 0; precision < 0 ? bits != 0 : count < precision; count++)
            {
                text.Append(digits[(int)(bits >> 60)]);
                bits <<= 4;
            }
        }

        text.Append(format == 'X' ? 'P' : 'p').Append(exponent < 0 ? '-' : '+');
        return text.Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)).ToString();
    }
}
