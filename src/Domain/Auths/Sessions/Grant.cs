using System.Collections.Immutable;

namespace Coffer.Domain.Auths.Sessions;

/// <summary>One login in force.</summary>
/// <param name="Version">Grows with each login; taken from the clock, so that a new activation doesn't use one again.</param>
/// <param name="IssuedAt">When the login was made.</param>
/// <param name="ExpiresAt">When Vault forgets the token; <see cref="DateTimeOffset.MaxValue"/> for never.</param>
/// <param name="UsableUntil">A margin before that.</param>
/// <param name="CareAt">When to renew or replace it.</param>
/// <param name="Care">Which of the two.</param>
/// <param name="Policies">Its policies, sorted.</param>
public sealed record Grant(
    long Version, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, DateTimeOffset UsableUntil, DateTimeOffset CareAt, Care Care,
    ImmutableArray<string> Policies)
{
    /// <summary>True when both carry the same policies.</summary>
    public bool SamePolicies(Grant other) => Policies.SequenceEqual(other.Policies, StringComparer.Ordinal);
}
