using System.Numerics;
using Coffer.Templates.Numbers;

namespace Coffer.Templates.Parsing;

/// <summary>A complex constant such as <c>1+2i</c>.</summary>
internal static class ComplexText
{
    /// <exception cref="FormatException">It is no complex number; with Go's text.</exception>
    public static Complex Parse(string text)
    {
        var split = Split(text);
        return GoFloat.TryParse(text[..split], out var real) && GoFloat.TryParse(text[split..^1], out var imaginary)
            ? new Complex(real, imaginary)
            : throw new FormatException("syntax error scanning complex number");
    }

    /// <summary>Where the second number begins: at the last sign that is not an exponent's.</summary>
    private static int Split(string text)
    {
        for (var index = text.Length - 1; index > 0; index--)
        {
            if (text[index] is '+' or '-' && (text[index - 1] | 0x20) is not ('e' or 'p'))
            {
                return index;
            }
        }

        return 0;
    }
}
