using System.Text.RegularExpressions;

namespace Coffer.Domain.Auths;

/// <summary>
/// Words of servers without what differs from one try to the next: a message that changes is written again, into the status of every
/// secret that waits for the login.
/// </summary>
internal static class SteadyText
{
    /// <summary>
    /// Ids of requests and moments of signatures that STS tells (Vault repeats its whole answer), moments of tokens that were made for one
    /// try, and the clock of whoever judges a certificate.
    /// </summary>
    private static readonly Regex Varying = new(
        @"(?<kept><RequestId>)[^<]*|(?<kept>current (?:date/)?time |expiration date/time )[0-9TZ:.+-]+|\b\d{8}T\d{6}Z\b",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>The words with dots for each.</summary>
    public static string Of(string said) => Varying.Replace(said, static match => $"{match.Groups["kept"].Value}…");
}
