using System.Text;
using System.Text.RegularExpressions;

namespace Coffer.Vault.Wire;

/// <summary>Texts from outside, made fit for a condition, an Event and a log line.</summary>
internal static partial class SafeText
{
    private const int MaxLength = 1024;

    // Shorter values are words like "true" whose removal would only garble the text.
    private const int ShortestCredential = 6;

    /// <summary>One line without control characters, credentials blanked out, at most 1,024 characters.</summary>
    public static string Clean(string text, IEnumerable<string> credentials)
    {
        // Longest first: one credential may be a part of another.
        foreach (var credential in credentials.Where(c => c.Length >= ShortestCredential).OrderByDescending(c => c.Length))
        {
            text = text.Replace(credential, "***", StringComparison.Ordinal);
        }

        return Shorten(Fold(AnyToken().Replace(text, "***")));
    }

    /// <summary>Tokens of Vault (<c>hvs.</c>, once <c>s.</c>, and the batch and recovery kinds) and JWTs, whoever sent them.</summary>
    [GeneratedRegex(@"\b(?:hv[sbr]|[sbr])\.[A-Za-z0-9_-]{20,}|\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*", RegexOptions.CultureInvariant)]
    private static partial Regex AnyToken();

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Select(c => char.IsControl(c) ? ' ' : c))
        {
            if (c != ' ' || (folded.Length > 0 && folded[^1] != ' '))
            {
                folded.Append(c);
            }
        }

        return folded.ToString().TrimEnd();
    }

    private static string Shorten(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var end = MaxLength - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }
}
