using System.Text;
using Coffer.Templates.Re2.Unicode;

namespace Coffer.Templates.Functions.Text;

/// <summary>Categories and simple case mappings of runes, of the Unicode version that Go has.</summary>
internal static class Letters
{
    private static readonly int[] Unassigned = Class("Cn");
    private static readonly int[] Upper = Class("Lu");
    private static readonly int[] Lower = Class("Ll");
    private static readonly int[] Title = Class("Lt");
    private static readonly int[] Letter = Class("L");
    private static readonly int[] Digit = Class("Nd");
    private static readonly int[] Number = Class("N");
    private static readonly int[] Punctuation = Class("P");

    public static bool IsUpper(int rune) => RuneRanges.Contains(Upper, rune);

    public static bool IsLower(int rune) => RuneRanges.Contains(Lower, rune);

    public static bool IsTitle(int rune) => RuneRanges.Contains(Title, rune);

    public static bool IsLetter(int rune) => RuneRanges.Contains(Letter, rune);

    public static bool IsDigit(int rune) => RuneRanges.Contains(Digit, rune);

    public static bool IsNumber(int rune) => RuneRanges.Contains(Number, rune);

    public static bool IsPunctuation(int rune) => RuneRanges.Contains(Punctuation, rune);

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
        _ => Mapped(rune, Rune.ToUpperInvariant),
    };

    public static int ToLower(int rune) => rune switch
    {
        0x0130 => 'i',
        0x212A => 'k',
        _ => Mapped(rune, Rune.ToLowerInvariant),
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

    /// <summary>.NET may know pairs of letters that Go's tables do not have yet.</summary>
    private static int Mapped(int rune, Func<Rune, Rune> map)
    {
        if (!Rune.IsValid(rune))
        {
            return rune;
        }

        var mapped = map(new Rune(rune)).Value;
        return mapped < 0x80 || !RuneRanges.Contains(Unassigned, mapped) ? mapped : rune;
    }

    private static int[] Class(string name) => UnicodeClasses.Find(name, fold: false, negated: false)!;
}
