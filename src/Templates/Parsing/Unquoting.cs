using System.Text;
using Coffer.Templates.Values;

namespace Coffer.Templates.Parsing;

/// <summary>Go's <c>strconv.Unquote</c>: what a literal in the template says.</summary>
internal static class Unquoting
{
    private const string InvalidSyntax = "invalid syntax";

    /// <param name="literal">With its quotes.</param>
    /// <exception cref="FormatException">A bad escape; with Go's text.</exception>
    public static string Literal(string literal)
    {
        var content = literal.AsSpan(1, literal.Length - 2);
        if (literal[0] == '`')
        {
            return content.Contains('\r') ? content.ToString().Replace("\r", "", StringComparison.Ordinal) : content.ToString();
        }

        if (!content.Contains('\\') && ByteText.IsValid(content))
        {
            return content.ToString();
        }

        var text = new StringBuilder(content.Length);
        for (var index = 0; index < content.Length;)
        {
            var (rune, isByte) = Character(content, '"', ref index);
            if (isByte)
            {
                text.Append((char)rune);
            }
            else
            {
                ByteText.AppendRune(text, rune);
            }
        }

        return text.ToString();
    }

    /// <summary>The rune of a character constant with its quotes.</summary>
    /// <exception cref="FormatException">Not one character; with Go's text.</exception>
    public static int CharConstant(string literal)
    {
        var index = 1;
        var (rune, _) = Character(literal, '\'', ref index);
        return literal.AsSpan(index) is "'" ? rune : throw new FormatException("malformed character constant: " + literal);
    }

    private static (int Rune, bool IsByte) Character(ReadOnlySpan<char> text, char quote, ref int index)
    {
        if (index >= text.Length || text[index] == quote)
        {
            throw new FormatException(InvalidSyntax);
        }

        if (text[index] != '\\')
        {
            var rune = ByteText.Rune(text, index, out var width);
            index += width;
            return (rune, false);
        }

        if (index + 1 >= text.Length)
        {
            throw new FormatException(InvalidSyntax);
        }

        var letter = text[index + 1];
        index += 2;
        return letter switch
        {
            'a' => (7, false),
            'b' => (8, false),
            'f' => (12, false),
            'n' => (10, false),
            'r' => (13, false),
            't' => (9, false),
            'v' => (11, false),
            '\\' => ('\\', false),
            '\'' or '"' when letter == quote => (letter, false),
            'x' => (Digits(text, ref index, 2, 16), true),
            'u' => (Rune(Digits(text, ref index, 4, 16)), false),
            'U' => (Rune(Digits(text, ref index, 8, 16)), false),
            >= '0' and <= '7' => Octal(text, ref index),
            _ => throw new FormatException(InvalidSyntax),
        };
    }

    private static (int Rune, bool IsByte) Octal(ReadOnlySpan<char> text, ref int index)
    {
        index--;
        var value = Digits(text, ref index, 3, 8);
        return value <= 255 ? (value, true) : throw new FormatException(InvalidSyntax);
    }

    private static int Digits(ReadOnlySpan<char> text, ref int index, int count, int radix)
    {
        long value = 0;
        for (var end = index + count; index < end; index++)
        {
            var digit = index < text.Length && char.IsAsciiHexDigit(text[index]) ? Convert.ToInt32(text[index].ToString(), 16) : radix;
            value = digit < radix ? (value * radix) + digit : throw new FormatException(InvalidSyntax);
        }

        return value <= int.MaxValue ? (int)value : throw new FormatException(InvalidSyntax);
    }

    private static int Rune(int rune) =>
        rune is > ByteText.MaxRune or (>= 0xD800 and <= 0xDFFF) ? throw new FormatException(InvalidSyntax) : rune;
}
