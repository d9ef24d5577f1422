using System.Text;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Text;

/// <summary>Go's <c>strings</c> package, as far as the functions need it.</summary>
internal static class Strings
{
    public static string ToUpper(string text) => Ascii.IsValid(text) ? text.ToUpperInvariant() : Runes.Map(text, Letters.ToUpper);

    public static string ToLower(string text) => Ascii.IsValid(text) ? text.ToLowerInvariant() : Runes.Map(text, Letters.ToLower);

    /// <summary>
    /// The text with the first letter of each word in title case; what ends a word is Go's old rule, in which an apostrophe does.
    /// </summary>
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

    /// <summary>
    /// The parts between separators, the rest in the last one once there are <paramref name="limit"/>; a negative limit is none.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="search">Finds separators; null cuts into runes.</param>
    /// <param name="length">Length of a separator.</param>
    /// <param name="limit">The most parts.</param>
    public static List<string> Split(string text, TextSearch? search, int length, long limit)
    {
        var parts = new List<string>();
        if (limit == 0)
        {
            return parts;
        }

        var start = 0;
        while ((limit < 0 || parts.Count < limit - 1) && NextCut(text, start, search, length, out var cut, out var next))
        {
            parts.Add(text[start..cut]);
            start = next;
        }

        // Cutting into runes leaves no rest, cutting at a separator always does.
        if (search is not null || start < text.Length)
        {
            parts.Add(text[start..]);
        }

        return parts;
    }

    /// <summary>The text with all of what is searched for replaced; nothing is found before each rune and at the end.</summary>
    public static string Replace(string text, TextSearch? search, int length, string replacement)
    {
        if (search is not null)
        {
            return ReplaceFound(text, search, length, replacement);
        }

        var result = new StringBuilder(replacement);
        foreach (var rune in Split(text, null, 0, -1))
        {
            result.Append(rune).Append(replacement);
        }

        return result.ToString();
    }

    private static string ReplaceFound(string text, TextSearch search, int length, string replacement)
    {
        var (result, start) = (new StringBuilder(text.Length), 0);
        for (var at = search.Next(text, 0); at >= 0; at = search.Next(text, start))
        {
            result.Append(text, start, at - start).Append(replacement);
            start = at + length;
        }

        return start == 0 ? text : result.Append(text, start, text.Length - start).ToString();
    }

    private static bool NextCut(string text, int start, TextSearch? search, int length, out int cut, out int next)
    {
        if (search is not null)
        {
            cut = search.Next(text, start);
            next = cut + length;
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
