using System.Text;
using System.Text.RegularExpressions;
using Coffer.Contracts;

namespace Coffer.Domain.Text;

/// <summary>
/// Texts from outside, made fit for a condition, an Event and a log line. What that takes does not grow with what a server sends.
/// </summary>
public static class SafeText
{
    /// <summary>As long as a message may be, in characters.</summary>
    public const int MaxLength = 1024;

    /// <summary>So much of a text is looked at: what lies behind it would be cut off anyway.</summary>
    private const int Window = 4096;

    // Shorter values are words like "true" whose removal would only garble the text.
    private const int ShortestCredential = 6;

    /// <summary>
    /// Tokens of Vault (<c>hvs.</c>, once <c>s.</c>, and the batch and recovery kinds), Google's access tokens and JWTs, whoever sent
    /// them. Linear in the text, which others choose.
    /// </summary>
    private static readonly Regex AnyToken = new(
        @"\b(?:hv[sbr]|[sbr])\.[A-Za-z0-9_-]{20,}|\bya29\.[A-Za-z0-9_.-]{8,}|\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>One line without control characters, credentials blanked out, at most so many characters.</summary>
    public static string Clean(string text, IEnumerable<string> credentials, int maxLength = MaxLength)
    {
        // Longest first: one credential may be a part of another.
        var hidden = credentials.Where(c => c.Length >= ShortestCredential).OrderByDescending(c => c.Length).ToList();
        text = Cut(text, hidden);
        foreach (var credential in hidden)
        {
            text = text.Replace(credential, "***", StringComparison.Ordinal);
        }

        return ShortText.Cut(Fold(AnyToken.Replace(text, "***")), maxLength, "…");
    }

    /// <summary>
    /// The beginning of a text that is too long. Its last word and the beginning of a credential go as well: half a credential
    /// would not be known for one.
    /// </summary>
    private static string Cut(string text, List<string> credentials)
    {
        if (text.Length <= Window)
        {
            return text;
        }

        var seen = text.AsSpan(0, Window);
        while (seen is [.., not ' ' and not '\n'])
        {
            seen = seen[..^1];
        }

        foreach (var credential in credentials)
        {
            seen = seen[..^Begun(seen, credential)];
        }

        return string.Concat(seen, "…");
    }

    /// <summary>How much of a credential stands at the end of a text.</summary>
    private static int Begun(ReadOnlySpan<char> text, string credential)
    {
        for (var length = Math.Min(text.Length, credential.Length); length > 0; length--)
        {
            if (text.EndsWith(credential.AsSpan(0, length), StringComparison.Ordinal))
            {
                return length;
            }
        }

        return 0;
    }

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
}
