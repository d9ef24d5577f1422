using System.Collections.Immutable;
using Coffer.Contracts;

namespace Coffer.Domain.Auths.Sessions;

/// <summary>What happened to a login. Kept in memory only, and without the token.</summary>
public abstract record SessionEvent
{
    private SessionEvent()
    {
    }

    /// <summary>Somebody asked for a session.</summary>
    public sealed record Wanted(DateTimeOffset At) : SessionEvent;

    /// <summary>Somebody wants to hear of changes.</summary>
    public sealed record Watched(DateTimeOffset At) : SessionEvent;

    /// <summary>What this depends on has changed or come back.</summary>
    public sealed record DependencyChangeNoted : SessionEvent;

    /// <summary>The VaultAuth can be used.</summary>
    public sealed record InputsConfirmed(DateTimeOffset At, string Inputs) : SessionEvent;

    /// <summary>The VaultAuth can't be used (then no inputs are left), or could not be asked.</summary>
    public sealed record InputsLost(DateTimeOffset At, string Inputs, Trouble Trouble) : SessionEvent;

    /// <summary>A login succeeded.</summary>
    public sealed record GrantIssued(Grant Grant) : SessionEvent;

    /// <summary>A login that was made because of a refusal brought the policies that the grant in force has: that one stays.</summary>
    public sealed record ProbeAnswered(long Version, DateTimeOffset At) : SessionEvent;

    /// <summary>The token of a login is not to be used any more, and is to be revoked at a time.</summary>
    public sealed record TokenRetired(RetiredToken Token) : SessionEvent;

    /// <summary>Vault was asked to revoke these tokens.</summary>
    public sealed record TokensRevoked(ImmutableArray<long> Versions) : SessionEvent;

    /// <summary>A renewal was answered.</summary>
    public sealed record GrantExtended(Grant Grant) : SessionEvent;

    /// <summary>The token is not to be used any more.</summary>
    public sealed record GrantDropped(string Why) : SessionEvent;

    /// <summary>Something failed; the next try waits.</summary>
    public sealed record Postponed(Trouble Trouble) : SessionEvent;

    /// <summary>The back-off is over ahead of time, or for good when there is nothing to retry.</summary>
    public sealed record TroubleLifted(Trouble? Left) : SessionEvent;

    /// <summary>Vault refused a read to the grant in force.</summary>
    public sealed record RefusalNoted(RefusedPath Path) : SessionEvent;

    /// <summary>Vault knows the token of the grant in force.</summary>
    public sealed record FoundAlive(DateTimeOffset At) : SessionEvent;

    /// <summary>The refusals are decided on, or can't be now.</summary>
    public sealed record RefusalsSettled(Failure? LookupProblem) : SessionEvent;

    /// <summary>A refusal of a live token leads to one login.</summary>
    public sealed record ReloginOrdered(DateTimeOffset NextFrom, TimeSpan Cooldown) : SessionEvent;

    /// <summary>A path is denied.</summary>
    public sealed record PathDenied(RefusedPath Path, int Count, DateTimeOffset Until) : SessionEvent;

    /// <summary>Something was found out about a denied path.</summary>
    public sealed record PathInspected(RefusedPath Path, Findings Findings) : SessionEvent;

    /// <summary>Inputs or policies are new: what was denied may be allowed now.</summary>
    public sealed record DenialsForgotten : SessionEvent;

    /// <summary>The dependents should look again.</summary>
    public sealed record DependentsToldOf(string What) : SessionEvent;
}
