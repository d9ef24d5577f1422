using System.Text;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Text;

/// <summary>Go's <c>strings</c> package, as far as the functions need it.</summary>
internal static class Strings
{
    public static string ToUpper(string text) => Ascii.IsValid(text) ? text.ToUpperInvariant() : Runes.Map(text, Letters.ToUpper);

    public static string ToLower(string text) => Ascii.IsValid(text) ? text.ToLowerInvariant() : Runes.Map(text, Letters.ToLower);

    /// <summary>The text with the first letter of each word in title case; what ends a word is Go's old rule, in which an apostrophe does.</summary>
    public static string Title(string text)
    {
        var previous = (int)' ';
        return Runes.Map(text, rune =>
        {
            var starts = IsSeparator(previous);
            previous = rune;
            return starts ? Letters.ToTitle(rune) : rune;
        });
    }

    public static string TrimSpace(string text) => Runes.Trim(text, Letters.IsSpace);

    /// <summary>The text without the runes of <paramref name="cutset"/> at either end.</summary>
    public static string Trim(string text, string cutset) => Runes.Trim(text, ByteText.Runes(cutset).ToHashSet().Contains);

    /// <summary>The parts between separators, the rest in the last one once there are <paramref name="limit"/>; a negative limit is none.</summary>
    public static List<string> Split(string text, string separator, long limit)
    {
        var parts = new List<string>();
        if (limit == 0)
        {
            return parts;
        }

        var start = 0;
        while ((limit < 0 || parts.Count < limit - 1) && NextCut(text, start, separator, out var cut, out var next))
        {
            parts.Add(text[start..cut]);
            start = next;
        }

        // Cutting into runes leaves no rest, cutting at a separator always does.
        if (separator.Length > 0 || start < text.Length)
        {
            parts.Add(text[start..]);
        }

        return parts;
    }

    /// <summary>The text with all of <paramref name="old"/> replaced; an empty one is found before each rune and at the end.</summary>
    public static string Replace(string text, string old, string replacement)
    {
        if (old.Length > 0)
        {
            return text.Replace(old, replacement, StringComparison.Ordinal);
        }

        var result = new StringBuilder(replacement);
        foreach (var rune in Split(text, "", -1))
        {
            result.Append(rune).Append(replacement);
        }

        return result.ToString();
    }

    private static bool NextCut(string text, int start, string separator, out int cut, out int next)
    {
        if (separator.Length > 0)
        {
            cut = text.IndexOf(separator, start, StringComparison.Ordinal);
            next = cut + separator.Length;
            return cut >= 0;
        }

        ByteText.Rune(text, start, out var width);
        cut = next = start + width;
        return width > 0;
    }

    private static bool IsSeparator(int rune) => rune < 0x80
        ? !(char.IsAsciiLetterOrDigit((char)rune) || rune == '_')
        : !Letters.IsLetter(rune) && !Letters.IsDigit(rune) && Letters.IsSpace(rune);
}
