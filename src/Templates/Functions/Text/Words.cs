using System.Text;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Text;

/// <summary>The word functions that Sprig takes from goutils. Several look at bytes where runes are meant; results depend on it.</summary>
internal static class Words
{
    private const string Ellipsis = "...";

    /// <param name="text">A byte string.</param>
    /// <param name="offset">A byte that the result has to show.</param>
    /// <param name="width">Bytes of the result, 4 or more.</param>
    public static string Abbreviate(string text, long offset, long width)
    {
        if (width >= text.Length || text.Length == 0)
        {
            return text;
        }

        var shown = (int)width - Ellipsis.Length;
        offset = Math.Min(offset, text.Length);
        if (unchecked(text.Length - offset) < shown)
        {
            offset = text.Length - shown;
        }

        if (offset <= 4)
        {
            return text[..shown] + Ellipsis;
        }

        if (width < 7)
        {
            return "";
        }

        return offset + shown < text.Length
            ? Ellipsis + Abbreviate(text[(int)offset..], 0, shown)
            : Ellipsis + text[^shown..];
    }

    /// <summary>The first byte of each word, each taken for a rune.</summary>
    public static string Initials(string text)
    {
        var result = new StringBuilder();
        var gap = true;
        foreach (var value in text)
        {
            if (Letters.IsSpace(value))
            {
                gap = true;
            }
            else if (gap)
            {
                ByteText.AppendRune(result, value);
                gap = false;
            }
        }

        return result.ToString();
    }

    /// <summary>The text without white space; once any is found, every byte is taken for a rune.</summary>
    public static string DeleteSpace(string text)
    {
        var result = new StringBuilder(text.Length);
        var kept = 0;
        foreach (var value in text)
        {
            if (!Letters.IsSpace(value))
            {
                ByteText.AppendRune(result, value);
                kept++;
            }
        }

        return kept == text.Length ? text : result.ToString();
    }

    public static string Uncapitalize(string text)
    {
        var starts = true;
        return Runes.Map(text, rune =>
        {
            if (Letters.IsSpace(rune))
            {
                starts = true;
                return rune;
            }

            var lower = starts ? Letters.ToLower(rune) : rune;
            starts = false;
            return lower;
        });
    }

    public static string SwapCase(string text)
    {
        var space = true;
        return Runes.Map(text, rune =>
        {
            if (Letters.IsUpper(rune) || Letters.IsTitle(rune))
            {
                space = false;
                return Letters.ToLower(rune);
            }

            if (!Letters.IsLower(rune))
            {
                space = Letters.IsSpace(rune);
                return rune;
            }

            var swapped = space ? Letters.ToTitle(rune) : Letters.ToUpper(rune);
            space = false;
            return swapped;
        });
    }
}
