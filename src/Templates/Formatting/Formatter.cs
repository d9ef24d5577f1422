using System.Globalization;
using System.Numerics;
using System.Text;
using Coffer.Templates.Numbers;
using Coffer.Templates.Values;

namespace Coffer.Templates.Formatting;

/// <summary>Writes texts and numbers with flags, as Go's <c>fmt</c> does.</summary>
internal sealed class Formatter(ByteBuffer output)
{
    private const string LowerDigits = "0123456789abcdefx";
    private const string UpperDigits = "0123456789ABCDEFX";
    private const int DefaultFloatPrecision = 6;
    private const int ShortestCodePoint = 4;
    private Flags _flags;

    public ref Flags Flags => ref _flags;

    public void Pad(string text)
    {
        var padding = _flags.Width is { } width ? width - ByteText.RuneCount(text) : 0;
        if (padding <= 0)
        {
            output.Append(text);
            return;
        }

        if (_flags.Minus)
        {
            output.Append(text);
            Padding(padding);
        }
        else
        {
            Padding(padding);
            output.Append(text);
        }
    }

    public void Text(string text) => Pad(Truncated(text));

    public void Quoted(string text)
    {
        text = Truncated(text);
        Pad(_flags.Sharp && Quoting.CanBackquote(text) ? $"`{text}`" : _flags.Plus ? Quoting.QuoteToAscii(text) : Quoting.Quote(text));
    }

    /// <summary>Bytes in hexadecimal.</summary>
    public void Hex(string text, bool isUpper)
    {
        var digits = isUpper ? UpperDigits : LowerDigits;
        var length = Math.Min(text.Length, _flags.Precision ?? int.MaxValue);
        if (length == 0)
        {
            Padding(_flags.Width ?? 0);
            return;
        }

        var hex = new StringBuilder(2 * length);
        for (var index = 0; index < length; index++)
        {
            hex.Append(_flags.Space && index > 0 ? " " : "");
            if (_flags.Sharp && (index == 0 || _flags.Space))
            {
                hex.Append('0').Append(digits[16]);
            }

            hex.Append(digits[text[index] >> 4]).Append(digits[text[index] & 15]);
        }

        Pad(hex.ToString());
    }

    /// <summary>A character by its number.</summary>
    public void Rune(ulong rune) => Pad(ByteText.FromRune(rune > ByteText.MaxRune ? ByteText.BadRune : (int)rune));

    public void QuotedRune(ulong rune) => Pad(Quoting.QuoteRune(rune > ByteText.MaxRune ? ByteText.BadRune : (int)rune, _flags.Plus));

    public void CodePoint(ulong rune)
    {
        var text = "U+" + rune.ToString("X", CultureInfo.InvariantCulture).PadLeft(Math.Max(ShortestCodePoint, _flags.Precision ?? 0), '0');
        if (_flags.Sharp && rune <= ByteText.MaxRune && Quoting.IsPrint((int)rune))
        {
            text += $" '{ByteText.FromRune((int)rune)}'";
        }

        PadWithSpaces(text);
    }

    public void Integer(ulong magnitude, bool isNegative, int radix, char verb)
    {
        if (_flags.Precision == 0 && magnitude == 0)
        {
            PadWithSpaces("");
            return;
        }

        var digits = Digits(magnitude, radix, verb == 'X' ? UpperDigits : LowerDigits).PadLeft(LeadingZeros(isNegative), '0');
        var prefix = _flags.Sharp ? Prefix(radix, digits, verb) : "";
        prefix = verb == 'O' ? "0o" + prefix : prefix;
        PadWithSpaces(Sign(isNegative) + prefix + digits);
    }

    /// <summary>A number as hexadecimal with <c>0x</c> in front, whatever the flag says.</summary>
    public void Prefixed(ulong number)
    {
        var sharp = _flags.Sharp;
        _flags.Sharp = true;
        Integer(number, false, 16, 'v');
        _flags.Sharp = sharp;
    }

    public void Float(double number, char verb)
    {
        var usesDefault = verb is 'f' or 'F' or 'e' or 'E';
        var precision = _flags.Precision ?? (usesDefault ? DefaultFloatPrecision : -1);
        var format = verb switch { 'v' => 'g', 'F' => 'f', _ => verb };
        var text = FloatText.Format(number, format, precision);
        if (!double.IsFinite(number))
        {
            NotANumber(text);
            return;
        }

        var isNegative = text[0] == '-';
        var digits = isNegative ? text[1..] : text;
        digits = _flags.Sharp && format != 'b' ? SharpFloat.Complete(digits, format, precision) : digits;
        var sign = Sign(isNegative);
        if (sign.Length > 0 && _flags.PadsWithZeros && _flags.Width > digits.Length + 1)
        {
            output.Append(sign);
            Padding(_flags.Width.Value - digits.Length - 1);
            output.Append(digits);
            return;
        }

        Pad(sign + digits);
    }

    public void Complex(Complex number, char verb)
    {
        output.Append('(');
        Float(number.Real, verb);
        var plus = _flags.Plus;
        _flags.Plus = true;
        Float(number.Imaginary, verb);
        _flags.Plus = plus;
        output.Append("i)");
    }

    /// <summary>Infinities look like no number and take no zeros, but always a sign; NaN has one only if asked for.</summary>
    private void NotANumber(string text)
    {
        var sign = text[0] == '-' ? "-" : _flags.Plus ? "+" : _flags.Space ? " " : text[0] == '+' ? "+" : "";
        PadWithSpaces(sign + text.TrimStart('+', '-'));
    }

    private int LeadingZeros(bool isNegative)
    {
        if (_flags.Precision is { } precision)
        {
            return precision;
        }

        return _flags is { PadsWithZeros: true, Width: { } width }
            ? Math.Max(0, width - (isNegative || _flags.Plus || _flags.Space ? 1 : 0))
            : 0;
    }

    private string Sign(bool isNegative) => isNegative ? "-" : _flags.Plus ? "+" : _flags.Space ? " " : "";

    private static string Prefix(int radix, string digits, char verb) => radix switch
    {
        2 => "0b",
        8 => digits[0] == '0' ? "" : "0",
        16 => verb == 'X' ? "0X" : "0x",
        _ => "",
    };

    private static string Digits(ulong number, int radix, string digits)
    {
        if (radix == 10)
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        Span<char> text = stackalloc char[64];
        var at = text.Length;
        do
        {
            text[--at] = digits[(int)(number % (uint)radix)];
            number /= (uint)radix;
        }
        while (number > 0);

        return text[at..].ToString();
    }

    private void PadWithSpaces(string text)
    {
        var zero = _flags.Zero;
        _flags.Zero = false;
        Pad(text);
        _flags.Zero = zero;
    }

    private void Padding(int count)
    {
        if (count > 0)
        {
            output.Append(_flags.PadsWithZeros ? '0' : ' ', count);
        }
    }

    /// <summary>The first runes of a text, as many as the precision says.</summary>
    private string Truncated(string text)
    {
        if (_flags.Precision is not { } precision || precision >= text.Length)
        {
            return text;
        }

        var end = 0;
        for (var runes = 0; runes < precision && end < text.Length; runes++)
        {
            ByteText.Rune(text, end, out var width);
            end += width;
        }

        return text[..end];
    }
}
