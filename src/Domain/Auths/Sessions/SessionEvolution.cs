using System.Collections.Immutable;

namespace Coffer.Domain.Auths.Sessions;

/// <summary>The state after an event. Total: never throws; an event without a rule changes nothing.</summary>
public static class SessionEvolution
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(2);

    /// <summary>The state after an event.</summary>
    public static SessionState Evolve(SessionState state, SessionEvent @event) => @event switch
    {
        SessionEvent.Wanted e => state with { AskedAt = e.At },
        SessionEvent.Watched e => state with { WatchedAt = e.At },
        SessionEvent.DependencyChangeNoted => state with { DependencyChanged = true },
        SessionEvent.InputsConfirmed e => state with { InputsCheckedAt = e.At, Inputs = e.Inputs, DependencyChanged = false },
        SessionEvent.InputsLost e =>
            state with { InputsCheckedAt = e.At, Inputs = e.Inputs, Trouble = e.Trouble, DependencyChanged = false },
        SessionEvent.GrantIssued e => state with
        {
            Grant = e.Grant,
            FoundAliveAt = null,
            LastVersion = e.Grant.Version,
            LastLoginAt = e.Grant.IssuedAt,
            Trouble = null,
            ReloginOwed = false,
            LookupProblem = null,
        },
        SessionEvent.ProbeAnswered e =>
            state with { LastVersion = e.Version, LastLoginAt = e.At, Trouble = null, ReloginOwed = false, LookupProblem = null },
        SessionEvent.TokenRetired e => state with { Retired = state.Retired.Add(e.Token) },
        SessionEvent.TokensRevoked e => state with { Retired = state.Retired.RemoveAll(token => e.Versions.Contains(token.Version)) },
        SessionEvent.GrantExtended e => state with { Grant = e.Grant, Trouble = null },
        SessionEvent.GrantDropped =>
            state with { Grant = null, FoundAliveAt = null, ReloginOwed = false, Pending = [], LookupProblem = null },
        SessionEvent.Postponed e => state with { Trouble = e.Trouble },
        SessionEvent.TroubleLifted e => state with { Trouble = e.Left },
        SessionEvent.RefusalNoted e => state with { Pending = state.Pending.Add(e.Path) },
        SessionEvent.FoundAlive e => state with { FoundAliveAt = e.At },
        SessionEvent.RefusalsSettled e => state with { Pending = [], ReloginOwed = false, LookupProblem = e.LookupProblem },
        SessionEvent.ReloginOrdered e => state with { ReloginOwed = true, ReloginFrom = e.NextFrom, Cooldown = e.Cooldown },
        SessionEvent.PathDenied e =>
            state with { Denials = Living(state.Denials, e.Until).SetItem(e.Path, new Denial(e.Count, e.Until, null)) },
        SessionEvent.PathInspected e => state.Denials.TryGetValue(e.Path, out var denial)
            ? state with { Denials = state.Denials.SetItem(e.Path, denial with { Findings = e.Findings }) }
            : state,
        SessionEvent.DenialsForgotten => state with { Denials = state.Denials.Clear(), Cooldown = TimeSpan.Zero },
        _ => state,
    };

    /// <summary>Nobody asks any more for a path whose denial ended so long before: its secret is gone, or reads something else.</summary>
    private static ImmutableDictionary<RefusedPath, Denial> Living(
        ImmutableDictionary<RefusedPath, Denial> denials, DateTimeOffset until) =>
        denials.RemoveRange(denials.Where(denial => until - denial.Value.Until > Forgotten).Select(denial => denial.Key));
}
