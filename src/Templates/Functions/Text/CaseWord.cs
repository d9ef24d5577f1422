using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Text;

/// <summary>What a stretch of an identifier is made of.</summary>
internal enum CaseWordKind
{
    Invalid,
    Number,
    Upper,
    Alphabet,
    Connector,
    Punctuation,
    Other,
}

/// <summary>
/// The first word of an identifier, cut as xstrings cuts it: by kind of character, "HTTPServer" into "HTTP" and "Server".
/// </summary>
/// <param name="Kind">What the word is made of.</param>
/// <param name="Length">How many bytes it takes; 0 at the end of the text.</param>
internal readonly record struct CaseWord(CaseWordKind Kind, int Length)
{
    public static CaseWord Next(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return default;
        }

        var first = NextValid(text, ByteText.BadRune, out var size);
        return first switch
        {
            ByteText.BadRune => new(CaseWordKind.Invalid, size),
            _ when IsConnector(first) => new(CaseWordKind.Connector, Run(text, size, first, IsConnector)),
            _ when Letters.IsPunctuation(first) => new(CaseWordKind.Punctuation, Run(text, size, first, Letters.IsPunctuation)),
            _ when Letters.IsUpper(first) => new(CaseWordKind.Upper, UpperRun(text, size, first)),
            _ when IsAlphabet(first) => new(CaseWordKind.Alphabet, Run(text, size, first, IsUncased)),
            _ when Letters.IsNumber(first) => new(CaseWordKind.Number, Run(text, size, first, Letters.IsNumber)),
            _ => new(CaseWordKind.Other, Run(text, size, first, IsOther)),
        };
    }

    public static bool IsConnector(int rune) => rune is '-' or '_' || Letters.IsSpace(rune);

    /// <summary>
    /// Upper case letters, without the last when a lower case letter follows it; or one upper case letter and the lower case ones after it.
    /// </summary>
    private static int UpperRun(ReadOnlySpan<char> text, int length, int first)
    {
        var second = NextValid(text[length..], first, out var size);
        if (size == 0)
        {
            return length;
        }

        if (!Letters.IsUpper(second))
        {
            return IsAlphabet(second) ? Run(text, length + size, second, IsUncased) : length;
        }

        var (current, last) = (second, size);
        for (length += size; length < text.Length; length += size)
        {
            current = NextValid(text[length..], current, out size);
            if (!Letters.IsUpper(current))
            {
                break;
            }

            last = size;
        }

        return length < text.Length && IsAlphabet(current) ? length - last : length;
    }

    private static int Run(ReadOnlySpan<char> text, int length, int current, Func<int, bool> belongs)
    {
        while (length < text.Length)
        {
            current = NextValid(text[length..], current, out var size);
            if (!belongs(current))
            {
                break;
            }

            length += size;
        }

        return length;
    }

    /// <summary>A letter, but not a Chinese one.</summary>
    private static bool IsAlphabet(int rune) =>
        Letters.IsLetter(rune) && rune is not (>= 0x4E00 and <= 0x9FCC or >= 0x3400 and <= 0x4D85 or >= 0x20000 and <= 0x2B81D);

    private static bool IsUncased(int rune) => IsAlphabet(rune) && !Letters.IsUpper(rune);

    private static bool IsOther(int rune) =>
        !IsConnector(rune) && !IsAlphabet(rune) && !Letters.IsNumber(rune) && !Letters.IsPunctuation(rune);

    /// <summary>
    /// The next valid code point, or <paramref name="previous"/> at the end; the size covers the invalid bytes passed over.
    /// </summary>
    private static int NextValid(ReadOnlySpan<char> text, int previous, out int size)
    {
        size = 0;
        while (size < text.Length)
        {
            var rune = ByteText.Rune(text, size, out var step);
            size += step;
            if (rune != ByteText.BadRune)
            {
                return rune;
            }
        }

        return previous;
    }
}
