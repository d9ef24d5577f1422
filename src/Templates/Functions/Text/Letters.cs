using System.Globalization;
using System.Text;

namespace Coffer.Templates.Functions.Text;

/// <summary>Categories and simple case mappings of code points, as Go's <c>unicode</c> package has them.</summary>
internal static class Letters
{
    public static bool IsUpper(int rune) => Category(rune) is UnicodeCategory.UppercaseLetter;

    public static bool IsLower(int rune) => Category(rune) is UnicodeCategory.LowercaseLetter;

    public static bool IsTitle(int rune) => Category(rune) is UnicodeCategory.TitlecaseLetter;

    public static bool IsLetter(int rune) => Category(rune) <= UnicodeCategory.OtherLetter;

    public static bool IsDigit(int rune) => Category(rune) is UnicodeCategory.DecimalDigitNumber;

    public static bool IsNumber(int rune) =>
        Category(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    public static bool IsPunctuation(int rune) =>
        Category(rune) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;

    /// <summary>White space: the property of Unicode, not the category.</summary>
    public static bool IsSpace(int rune) => rune switch
    {
        >= 0x09 and <= 0x0D or 0x20 or 0x85 or 0xA0 => true,
        0x1680 or >= 0x2000 and <= 0x200A or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000 => true,
        _ => false,
    };

    public static int ToUpper(int rune) => rune switch
    {
        // .NET's invariant mapping keeps these two, which would become ASCII.
        0x0131 => 'I',
        0x017F => 'S',
        _ => Rune.IsValid(rune) ? Rune.ToUpperInvariant(new Rune(rune)).Value : rune,
    };

    public static int ToLower(int rune) => rune switch
    {
        0x0130 => 'i',
        0x212A => 'k',
        _ => Rune.IsValid(rune) ? Rune.ToLowerInvariant(new Rune(rune)).Value : rune,
    };

    /// <summary>Title case: upper case but for the digraphs, and for Georgian, whose letters have none.</summary>
    public static int ToTitle(int rune) => rune switch
    {
        >= 0x01C4 and <= 0x01C6 => 0x01C5,
        >= 0x01C7 and <= 0x01C9 => 0x01C8,
        >= 0x01CA and <= 0x01CC => 0x01CB,
        >= 0x01F1 and <= 0x01F3 => 0x01F2,
        >= 0x10D0 and <= 0x10FF => rune,
        _ => ToUpper(rune),
    };

    private static UnicodeCategory Category(int rune) => CharUnicodeInfo.GetUnicodeCategory(rune);
}
