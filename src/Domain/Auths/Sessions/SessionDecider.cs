using Coffer.Contracts;
using Coffer.Domain.Timing;

namespace Coffer.Domain.Auths.Sessions;

/// <summary>What follows from a fact. Pure, and idempotent: the same fact told again at the same time gives no events.</summary>
public static class SessionDecider
{
    private static readonly TimeSpan WantedGrain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StillBorn = TimeSpan.FromSeconds(1);

    /// <summary>One lookup speaks for all refusals of so long: those of many secrets seldom come at once.</summary>
    private static readonly TimeSpan StillAlive = TimeSpan.FromSeconds(5);

    /// <summary>Silos look for a newer session every 10 s, and a sync that has read one may take 20 s more.</summary>
    private static readonly TimeSpan StillInUse = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ReloginSpread = TimeSpan.FromSeconds(5);

    /// <summary>The events of a fact.</summary>
    public static IReadOnlyList<SessionEvent> Decide(SessionState state, SessionCommand command, DateTimeOffset now) => command switch
    {
        SessionCommand.Ask c => [.. Wanted(state, now), .. Refused(state, c, now)],
        SessionCommand.Watch => state.WatchedAt is { } last && now - last < WantedGrain ? [] : [new SessionEvent.Watched(now)],
        SessionCommand.DependencyChanged => state.DependencyChanged ? [] : [new SessionEvent.DependencyChangeNoted()],
        SessionCommand.ConfirmInputs c => Confirm(state, c.Inputs, now),
        SessionCommand.LoseInputs c => Lose(state, c.Failure, now),
        SessionCommand.AcceptLogin c => state.LastLoginAt == now ? [] : Accept(state, c, now),
        SessionCommand.FailLogin c => Fail(state, c.Failure, now),
        SessionCommand.AcceptRenewal c => Due(state, now) is { } grant
            ? [new SessionEvent.GrantExtended(Grants.Extend(grant, now, c.Duration, c.Renewable))]
            : [],
        SessionCommand.FailRenewal c => Due(state, now) is { } grant ? [Unrenewed(grant, c.Failure, now)] : [],
        SessionCommand.FindAlive => state.Pending.IsEmpty || state.ReloginOwed ? [] : Alive(state, now),
        SessionCommand.FindDead => state.Grant is { } grant ? Dead(state, grant, now) : [],
        SessionCommand.FailLookup c => state.Pending.IsEmpty
            ? []
            : [Postpone(state, c.Failure, now), new SessionEvent.RefusalsSettled(c.Failure)],
        SessionCommand.LetGo =>
            [.. Retire(state.Grant, now), .. state.Grant is null ? [] : new[] { new SessionEvent.GrantDropped("nobody uses it") }],
        SessionCommand.NoteRevoked c =>
            state.Retired.Any(token => c.Versions.Contains(token.Version)) ? [new SessionEvent.TokensRevoked(c.Versions)] : [],
        SessionCommand.NoteFindings c => state.Denials.TryGetValue(c.Path, out var denial) && denial.Findings != c.Findings
            ? [new SessionEvent.PathInspected(c.Path, c.Findings)]
            : [],
        _ => [],
    };

    private static IEnumerable<SessionEvent> Wanted(SessionState state, DateTimeOffset now) =>
        state.AskedAt is { } last && now - last < WantedGrain ? [] : [new SessionEvent.Wanted(now)];

    /// <summary>
    /// A refusal counts only against the grant in force; while a verdict stands, or Vault can't be asked for one,
    /// it is answered from memory.
    /// </summary>
    private static IEnumerable<SessionEvent> Refused(SessionState state, SessionCommand.Ask ask, DateTimeOffset now)
    {
        var known = ask.Path is null
            || ask.Refused is null
            || ask.Refused != state.Grant?.Version
            || state.Pending.Contains(ask.Path)
            || IsDenied(state, ask.Path, now)
            || (state.LookupProblem is not null && state.Trouble?.RetryAt > now);
        return known ? []
            : IsAlive(state, now) && InPause(state, now) ? [Deny(state, ask.Path!, now)]
            : [new SessionEvent.RefusalNoted(ask.Path!)];
    }

    private static bool IsAlive(SessionState state, DateTimeOffset now) =>
        state.FoundAliveAt is { } last && now >= last && now - last < StillAlive;

    /// <summary>No login is made because of a refusal: so many have to be for nothing.</summary>
    private static bool InPause(SessionState state, DateTimeOffset now) => now < state.ReloginFrom || state.Trouble?.RetryAt > now;

    private static IReadOnlyList<SessionEvent> Confirm(SessionState state, string inputs, DateTimeOffset now)
    {
        if (state.InputsCheckedAt == now && state.Inputs == inputs && !state.DependencyChanged && state.Trouble is not { OfInputs: true })
        {
            return [];
        }

        List<SessionEvent> events = [new SessionEvent.InputsConfirmed(now, inputs)];
        if (state.Inputs.Length > 0 && state.Inputs != inputs)
        {
            events.AddRange([.. Retire(state.Grant, now), new SessionEvent.GrantDropped("the VaultAuth or its connection changed"),
                new SessionEvent.DenialsForgotten(), new SessionEvent.TroubleLifted(null),
                new SessionEvent.DependentsToldOf("changed inputs")]);
        }
        else if (state.Trouble is { OfInputs: true })
        {
            events.AddRange([new SessionEvent.TroubleLifted(null), new SessionEvent.DependentsToldOf("usable inputs")]);
        }
        else if (state.DependencyChanged)
        {
            events.AddRange(Recover(state, now));
        }

        return events;
    }

    private static IEnumerable<SessionEvent> Recover(SessionState state, DateTimeOffset now)
    {
        if (state.Trouble is { } trouble)
        {
            yield return new SessionEvent.TroubleLifted(trouble with { Count = 0, RetryAt = now });
        }

        if (state.Usable(now) is not null)
        {
            yield return new SessionEvent.DependentsToldOf("recovery");
        }
    }

    private static IReadOnlyList<SessionEvent> Lose(SessionState state, Failure failure, DateTimeOffset now)
    {
        if (state.InputsCheckedAt == now && state.Trouble is { OfInputs: true } told && told.Failure == failure && !state.DependencyChanged)
        {
            return [];
        }

        var trouble = After(state, failure, now) with { OfInputs = true };
        if (failure.IsTransient)
        {
            return [new SessionEvent.InputsLost(now, state.Inputs, trouble)];
        }

        SessionEvent lost = new SessionEvent.InputsLost(now, "", trouble);
        return state.Grant is not null
            ? [lost, .. Retire(state.Grant, now), new SessionEvent.GrantDropped("the VaultAuth can't be used any more"),
                new SessionEvent.DenialsForgotten(), new SessionEvent.DependentsToldOf("lost inputs")]
            : WasToldOtherwise(state, failure) ? [lost, new SessionEvent.DependentsToldOf("lost inputs")]
            : [lost];
    }

    /// <summary>
    /// Dependents that hold good inputs, or another reason why there are none, may not ask by themselves for a long time.
    /// </summary>
    private static bool WasToldOtherwise(SessionState state, Failure failure) =>
        state.Inputs.Length > 0 || state.Trouble is { } told && (!told.OfInputs || told.Failure != failure);

    private static IReadOnlyList<SessionEvent> Accept(SessionState state, SessionCommand.AcceptLogin login, DateTimeOffset now)
    {
        var version = Math.Max(state.LastVersion + 1, now.ToUnixTimeMilliseconds());
        var grant = Grants.Issue(version, now, login.Duration, login.Renewable, login.Policies);
        var samePolicies = state.Grant?.SamePolicies(grant) ?? false;
        if (samePolicies && state.ReloginOwed && !IsReplaceable(state, now))
        {
            return [new SessionEvent.ProbeAnswered(version, now), .. Retire(grant, now), .. DenyPending(state, now),
                new SessionEvent.RefusalsSettled(null)];
        }

        List<SessionEvent> events = [new SessionEvent.GrantIssued(grant), .. Retire(state.Grant, now + StillInUse)];
        if (!samePolicies && (!state.Denials.IsEmpty || state.Cooldown > TimeSpan.Zero))
        {
            events.Add(new SessionEvent.DenialsForgotten());
        }

        if (!state.Pending.IsEmpty)
        {
            events.AddRange(samePolicies && state.ReloginOwed ? DenyPending(state, now) : []);
            events.Add(new SessionEvent.RefusalsSettled(null));
        }

        if (state.Trouble is not null || (!samePolicies && !state.Denials.IsEmpty))
        {
            events.Add(new SessionEvent.DependentsToldOf("a login that works"));
        }

        return events;
    }

    /// <summary>True when the grant in force is due to be replaced anyway, or is none any more.</summary>
    private static bool IsReplaceable(SessionState state, DateTimeOffset now) =>
        state.Usable(now) is not { } grant || (grant.Care == Care.Replace && grant.CareAt <= now);

    /// <summary>
    /// Vault would keep the token for as long as its role says, which is a month by default. One that has ended by then needs no
    /// revocation: Vault would answer with an error.
    /// </summary>
    private static IEnumerable<SessionEvent> Retire(Grant? grant, DateTimeOffset at) =>
        grant is not null && grant.ExpiresAt > at
            ? [new SessionEvent.TokenRetired(new RetiredToken(grant.Version, at, grant.ExpiresAt))]
            : [];

    private static IReadOnlyList<SessionEvent> Fail(SessionState state, Failure failure, DateTimeOffset now) =>
        state.Trouble is { } trouble && !trouble.OfInputs && trouble.RetryAt > now && trouble.Failure == failure ? []
        : state.Pending.IsEmpty ? [Postpone(state, failure, now)]
        : [Postpone(state, failure, now), .. DenyPending(state, now), new SessionEvent.RefusalsSettled(null)];

    /// <summary>
    /// A dead token is replaced at once; an outage is waited out as long as the token lives; anything else (a 500: the role is
    /// gone) asks for a new login.
    /// </summary>
    private static SessionEvent Unrenewed(Grant grant, Failure failure, DateTimeOffset now)
    {
        if (failure.Kind is FailureKind.Forbidden or FailureKind.Unauthorized)
        {
            return new SessionEvent.GrantDropped("Vault does not know the token any more");
        }

        var left = (grant.UsableUntil - now) / 4;
        var outage = failure.IsTransient && failure.Kind != FailureKind.ServerError && left > TimeSpan.FromSeconds(1);
        return new SessionEvent.GrantExtended(outage
            ? grant with { CareAt = now + (left < BackOff.Cap ? left : BackOff.Cap) }
            : grant with { CareAt = now, Care = Care.Replace });
    }

    private static IReadOnlyList<SessionEvent> Alive(SessionState state, DateTimeOffset now)
    {
        if (InPause(state, now))
        {
            return [new SessionEvent.FoundAlive(now), .. DenyPending(state, now), new SessionEvent.RefusalsSettled(null)];
        }

        var cooldown = BackOff.Cooldown(state.Cooldown);
        return [new SessionEvent.FoundAlive(now), new SessionEvent.ReloginOrdered(now + cooldown, cooldown)];
    }

    private static IReadOnlyList<SessionEvent> Dead(SessionState state, Grant grant, DateTimeOffset now)
    {
        SessionEvent dropped = new SessionEvent.GrantDropped("Vault does not know the token any more");
        return now - grant.IssuedAt >= StillBorn
            ? [dropped]
            : [dropped, Postpone(state, StillbornToken, now)];
    }

    private static readonly Failure StillbornToken = new(
        FailureKind.Unavailable,
        "Vault accepted the login and did not know its token a moment later: the role's token TTL or number of uses is too small, or the "
        + "answering node lags behind.");

    private static IEnumerable<SessionEvent> DenyPending(SessionState state, DateTimeOffset now) =>
        state.Pending.OrderBy(p => p.Path, StringComparer.Ordinal).Select(path => Deny(state, path, now));

    private static SessionEvent.PathDenied Deny(SessionState state, RefusedPath path, DateTimeOffset now)
    {
        var count = state.Denials.TryGetValue(path, out var last) && now < last.Until + BackOff.Denied(last.Count, 0) * 2
            ? last.Count + 1
            : 1;
        var seed = state.Seed ^ BackOff.Seed(path.Path);
        var until = now + BackOff.Denied(count, seed);
        // Only a new login shows new policies: the next try comes soon after one may be made, or it would have to
        // wait for the try after it.
        var relogin = state.ReloginFrom + BackOff.Share(ReloginSpread, seed);
        return new SessionEvent.PathDenied(path, count, state.ReloginFrom > now && relogin < until ? relogin : until);
    }

    private static SessionEvent.Postponed Postpone(SessionState state, Failure failure, DateTimeOffset now) =>
        new(After(state, failure, now));

    private static Trouble After(SessionState state, Failure failure, DateTimeOffset now)
    {
        var count = (state.Trouble?.Count ?? 0) + 1;
        return new Trouble(failure, count, now + BackOff.OfLogin(failure, count, state.Seed), OfInputs: false);
    }

    private static Grant? Due(SessionState state, DateTimeOffset now) =>
        state.Grant is { Care: Care.Renew } grant && grant.CareAt <= now ? grant : null;

    internal static bool IsDenied(SessionState state, RefusedPath path, DateTimeOffset now) =>
        state.Denials.TryGetValue(path, out var denial) && denial.Until > now;
}
