using System.Globalization;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Domain.Auths.Methods;
using Coffer.Domain.Journal;

namespace Coffer.Domain.Auths;

/// <summary>What is told of tokens that somebody else made.</summary>
public static class AdoptedTokens
{
    /// <summary>
    /// How Vault's and OpenBao's tokens begin: service, batch and recovery tokens
    /// (<see href="https://developer.hashicorp.com/vault/docs/concepts/tokens#token-prefixes"/>).
    /// </summary>
    private static readonly string[] Prefixes = ["hvs.", "hvb.", "hvr.", "s.", "b.", "r."];

    /// <summary>
    /// The token in a text, without white space around it; null for a text that is none. Whoever may write a VaultAuth must not have the
    /// operator send other values of a namespace's Secrets to a server of his choice.
    /// </summary>
    public static string? Find(string text) =>
        text.Trim() is var token && Array.Exists(Prefixes, prefix => token.StartsWith(prefix, StringComparison.Ordinal))
        && token.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            ? token
            : null;

    /// <summary>The Event about a token whose end can't be put off any more; null while it can, or has none.</summary>
    /// <param name="plan">How it is used.</param>
    /// <param name="info">What Vault says of it.</param>
    /// <param name="isTakenAgain">It is in use already: a renewal has brought no more life.</param>
    /// <param name="now">Now.</param>
    public static Announcement? Announce(LoginPlan plan, VaultTokenInfo info, bool isTakenAgain, DateTimeOffset now) =>
        info.Ttl <= TimeSpan.Zero || (info.Renewable && !isTakenAgain)
            ? null
            : new Announcement(true, "TokenEnds", ShortText.Message(string.Create(
                CultureInfo.InvariantCulture,
                $"The token of {TokenLogin.Origin(plan)}, by which VaultAuth {plan.Key.Auth} is used from "
                + $"namespace {plan.Key.Consumer}, ends "
                + $"at {now + info.Ttl:u} and can't be renewed beyond that: put another one there before")));
}
