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
