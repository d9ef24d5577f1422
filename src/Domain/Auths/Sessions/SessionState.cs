using System.Collections.Immutable;
using Coffer.Contracts;

namespace Coffer.Domain.Auths.Sessions;

/// <summary>What a SessionGrain knows of its login. The token itself is not here: a grant is told from another by its version.</summary>
public sealed record SessionState
{
    /// <summary>Spreads this actor's times apart from those of others.</summary>
    public uint Seed { get; init; }

    /// <summary>The login in force; null when there is none.</summary>
    public Grant? Grant { get; init; }

    /// <summary>Version of the newest login ever.</summary>
    public long LastVersion { get; init; }

    /// <summary>When the newest login was made, whatever became of it; null before the first.</summary>
    public DateTimeOffset? LastLoginAt { get; init; }

    /// <summary>Tokens that are not used any more and that Vault was not asked to revoke yet.</summary>
    public ImmutableList<RetiredToken> Retired { get; init; } = [];

    /// <summary>The inputs of the last look at the VaultAuth; empty when it could not be used.</summary>
    public string Inputs { get; init; } = "";

    /// <summary>When the VaultAuth was last looked at; null: has to be, before anything is handed out.</summary>
    public DateTimeOffset? InputsCheckedAt { get; init; }

    /// <summary>Why logging in, or the look at the VaultAuth, fails; null when the last one did not.</summary>
    public Trouble? Trouble { get; init; }

    /// <summary>When anybody last asked for a session; null when nobody did.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>When anybody last said that they want to hear of changes; null when nobody did.</summary>
    public DateTimeOffset? WatchedAt { get; init; }

    /// <summary>What this depends on has changed or come back, and that was not looked at yet.</summary>
    public bool DependencyChanged { get; init; }

    /// <summary>When Vault last said that it knows the token of the grant in force; null before the first time.</summary>
    public DateTimeOffset? FoundAliveAt { get; init; }

    /// <summary>Paths that Vault refused to the grant in force, about which is not decided yet.</summary>
    public ImmutableHashSet<RefusedPath> Pending { get; init; } = [];

    /// <summary>A login is owed because of the pending refusals.</summary>
    public bool ReloginOwed { get; init; }

    /// <summary>Not before this time does a refusal of a live token lead to another login.</summary>
    public DateTimeOffset ReloginFrom { get; init; } = DateTimeOffset.MinValue;

    /// <summary>How long the next such wait is; zero before the first.</summary>
    public TimeSpan Cooldown { get; init; }

    /// <summary>Why the last lookup-self gave no answer; null when it did.</summary>
    public Failure? LookupProblem { get; init; }

    /// <summary>Paths that are denied for good, as far as can be known.</summary>
    public ImmutableDictionary<RefusedPath, Denial> Denials { get; init; } = ImmutableDictionary<RefusedPath, Denial>.Empty;

    /// <summary>The grant, if it may still be used.</summary>
    public Grant? Usable(DateTimeOffset now) => Grant is { } grant && now < grant.UsableUntil ? grant : null;
}

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

/// <summary>The token of a login that is not to be used any more.</summary>
/// <param name="Version">The login's version.</param>
/// <param name="RevokeAt">When to revoke it: those who have it from here may still read with it until then.</param>
/// <param name="ExpiresAt">When Vault forgets it by itself.</param>
public sealed record RetiredToken(long Version, DateTimeOffset RevokeAt, DateTimeOffset ExpiresAt);

/// <summary>What keeps a grant alive.</summary>
public enum Care
{
    /// <summary>Nothing is needed.</summary>
    None,

    /// <summary>renew-self.</summary>
    Renew,

    /// <summary>A new login.</summary>
    Replace,
}

/// <summary>A failure that lasts, with the one back-off that all consumers share.</summary>
/// <param name="Failure">The newest one.</param>
/// <param name="Count">How many in a row.</param>
/// <param name="RetryAt">When the next try is due.</param>
/// <param name="OfInputs">True when it was the VaultAuth that could not be used, rather than Vault.</param>
public sealed record Trouble(Failure Failure, int Count, DateTimeOffset RetryAt, bool OfInputs);

/// <summary>A read that Vault refused.</summary>
/// <param name="Namespace">Vault namespace; empty for the VaultAuth's own.</param>
/// <param name="Mount">The mount.</param>
/// <param name="Path">The API path.</param>
public sealed record RefusedPath(string Namespace, string Mount, string Path);

/// <summary>A path that stays refused although the token is good and new.</summary>
/// <param name="Count">How many times in a row.</param>
/// <param name="Until">When it may be tried again.</param>
/// <param name="Findings">What could be found out about it; null when that was not tried yet.</param>
public sealed record Denial(int Count, DateTimeOffset Until, Findings? Findings);

/// <summary>What can be seen of a refused path with the token at hand.</summary>
/// <param name="MountType">Type of the mount; empty when Vault doesn't show it to this token.</param>
/// <param name="Capabilities">Capabilities on the path; empty when they could not be asked for.</param>
public sealed record Findings(string MountType, ImmutableArray<string> Capabilities)
{
    /// <summary>Nothing could be found out.</summary>
    public static readonly Findings None = new("", []);

    /// <inheritdoc/>
    public bool Equals(Findings? other) =>
        other is not null && MountType == other.MountType && Capabilities.SequenceEqual(other.Capabilities, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MountType, Capabilities.Length);
}
