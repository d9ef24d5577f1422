using System.Text;
using Coffer.Contracts.Vault;

namespace Coffer.Domain.Secrets;

/// <summary>
/// The operator's own Vault token goes into no Secret: it is what <c>auth/token/lookup-self</c> answers, and whoever may write a manifest
/// may not have it for that.
/// </summary>
public static class OwnToken
{
    /// <summary>Tokens of logins are longer; a token of a developer's own choice may be a word that any secret may hold.</summary>
    private const int MinLength = 16;

    /// <summary>Whether an answer holds the token that it was asked for with.</summary>
    public static bool IsIn(VaultData answer, VaultToken token) =>
        token.Value.Length >= MinLength && answer.Json.Span.IndexOf(Encoding.UTF8.GetBytes(token.Value)) >= 0;
}
