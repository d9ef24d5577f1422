using System.Numerics;
using Coffer.Templates.Calls;
using Coffer.Templates.Numbers;

namespace Coffer.Templates.Parsing;

/// <summary>
/// A complex constant such as <c>1+2i</c>, as Go's <c>fmt.Sscan</c> reads it: first both numbers are cut out, then each is read.
/// </summary>
internal static class ComplexText
{
    private const string DecimalDigits = "0123456789_";
    private const string HexDigits = "0123456789abcdefABCDEF_";

    /// <exception cref="FormatException">It is no complex number; with Go's text.</exception>
    public static Complex Parse(string text)
    {
        var real = Number(text, 0);
        var isSigned = real < text.Length && text[real] is '+' or '-';
        var imaginary = isSigned ? Number(text, real + 1) : text.Length;
        if (imaginary >= text.Length || text[imaginary] != 'i')
        {
            throw new FormatException("syntax error scanning complex number");
        }

        return new Complex(Value(text[..real]), Value(text[real..imaginary]));
    }

    private static double Value(string number)
    {
        try
        {
            return GoFloat.Parse(number);
        }
        catch (FunctionError bad)
        {
            throw new FormatException(bad.Message);
        }
    }

    /// <summary>Where the number that begins somewhere ends; whether it is one turns out later.</summary>
    private static int Number(string text, int start)
    {
        var next = Skip(text, start, "+-", 1);

        // The i of infinity, of which no constant has more than that.
        next = Skip(text, next, "iI", 1);
        var isHex = next + 1 < text.Length && text[next] == '0' && text[next + 1] is 'x' or 'X';
        var digits = isHex ? HexDigits : DecimalDigits;
        next = Skip(text, isHex ? next + 2 : next, digits, text.Length);
        var point = Skip(text, next, ".", 1);
        next = point > next ? Skip(text, point, digits, text.Length) : next;
        var exponent = Skip(text, next, isHex ? "pP" : "eEpP", 1);
        return exponent > next ? Skip(text, Skip(text, exponent, "+-", 1), DecimalDigits, text.Length) : next;
    }

    private static int Skip(string text, int start, string characters, int most)
    {
        var end = start;
        while (end < text.Length && end - start < most && characters.Contains(text[end]))
        {
            end++;
        }

        return end;
    }
}
