using Coffer.Templates.Numbers;
using Coffer.Templates.Re2.Unicode;
using Coffer.Templates.Values;

namespace Coffer.Templates.Parsing;

/// <summary>Classes of characters inside actions.</summary>
internal static class Characters
{
    public const int End = -1;

    public static bool IsSpace(int rune) => rune is ' ' or '\t' or '\r' or '\n';

    /// <summary>Whether a text holds nothing but Unicode white space.</summary>
    public static bool AreSpaces(string text)
    {
        for (var index = 0; index < text.Length;)
        {
            if (!IsWhiteSpace(ByteText.Rune(text, index, out var width)))
            {
                return false;
            }

            index += width;
        }

        return true;
    }

    /// <summary>Go's <c>unicode.IsSpace</c>.</summary>
    public static bool IsWhiteSpace(int rune) => rune is (>= '\t' and <= '\r') or ' ' or 0x85 or 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A)
        or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000;

    public static bool IsAlphaNumeric(int rune) => rune switch
    {
        '_' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => true,
        < 0x80 => false,
        _ => UnicodeClasses.IsLetterOrDigit(rune),
    };

    /// <summary>Go's <c>%#U</c>.</summary>
    public static string Describe(int rune)
    {
        var number = $"U+{rune:X4}";
        return Quoting.IsPrint(rune) ? $"{number} '{ByteText.FromRune(rune)}'" : number;
    }
}
