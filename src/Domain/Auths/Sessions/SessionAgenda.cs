using System.Collections.Immutable;

namespace Coffer.Domain.Auths.Sessions;

/// <summary>What a SessionGrain does next, in the order of urgency.</summary>
public static class SessionAgenda
{
    private const int InspectedAtOnce = 8;

    /// <summary>How often the VaultAuth is looked at although nobody said that it changed: heals a lost subscription.</summary>
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(60);

    /// <summary>A look at the VaultAuth older than this is repeated before a login.</summary>
    private static readonly TimeSpan FreshForLogin = TimeSpan.FromSeconds(5);

    /// <summary>A login that nobody asked for in this time is given up. Above the longest wait of a secret's timer.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(25);

    /// <summary>Watchers repeat themselves oftener than this.</summary>
    private static readonly TimeSpan Unwatched = TimeSpan.FromMinutes(15);

    /// <summary>The next step; <see cref="SessionStep.Wait"/> when nothing is due.</summary>
    public static SessionStep Next(SessionState state, DateTimeOffset now)
    {
        if (Retired(state, now) is { IsEmpty: false } retired)
        {
            return new SessionStep.Revoke(retired);
        }

        if (IsForgotten(state, now))
        {
            return state.Grant is null ? new SessionStep.Wait(NextRevocation(state)) : new SessionStep.LetGo();
        }

        var wanted = IsWanted(state, now);
        var held = state.Trouble is { } trouble && trouble.RetryAt > now && !state.DependencyChanged;
        if (!held && (state.DependencyChanged || IsStale(state, CheckEvery, now)))
        {
            return new SessionStep.CheckInputs();
        }

        if (!wanted)
        {
            return new SessionStep.Wait(NextDue(state, now));
        }

        if (!held && NeedsLogin(state, now))
        {
            return state.Inputs.Length == 0 || state.Trouble is { OfInputs: true } || IsStale(state, FreshForLogin, now)
                ? new SessionStep.CheckInputs()
                : new SessionStep.LogIn();
        }

        return (state.Usable(now) is { } grant ? Tend(state, grant, now) : null) ?? new SessionStep.Wait(NextDue(state, now));
    }

    /// <summary>True when nobody wants a session any more, nor to hear of changes.</summary>
    public static bool IsForgotten(SessionState state, DateTimeOffset now) =>
        !IsWanted(state, now) && !(state.WatchedAt is { } watched && now - watched < Unwatched);

    private static ImmutableArray<long> Retired(SessionState state, DateTimeOffset now) =>
        [.. state.Retired.Where(token => token.RevokeAt <= now).Select(token => token.Version)];

    private static DateTimeOffset NextRevocation(SessionState state) =>
        state.Retired.IsEmpty ? DateTimeOffset.MaxValue : state.Retired.Min(token => token.RevokeAt);

    private static bool IsWanted(SessionState state, DateTimeOffset now) => state.AskedAt is { } asked && now - asked < Forgotten;

    private static SessionStep? Tend(SessionState state, Grant grant, DateTimeOffset now)
    {
        if (!state.Pending.IsEmpty && !state.ReloginOwed)
        {
            return new SessionStep.LookUp();
        }

        if (grant.Care == Care.Renew && grant.CareAt <= now)
        {
            return new SessionStep.Renew();
        }

        var unseen = state.Denials
            .Where(d => d.Value.Findings is null && d.Value.Until > now)
            .Select(d => d.Key)
            .OrderBy(p => p.Path, StringComparer.Ordinal)
            .Take(InspectedAtOnce)
            .ToImmutableArray();
        return unseen.IsEmpty ? null : new SessionStep.Inspect(unseen);
    }

    private static bool NeedsLogin(SessionState state, DateTimeOffset now) =>
        state.Usable(now) is not { } grant || state.ReloginOwed || (grant.Care == Care.Replace && grant.CareAt <= now);

    private static bool IsStale(SessionState state, TimeSpan age, DateTimeOffset now) =>
        state.InputsCheckedAt is not { } last || last + age <= now;

    private static DateTimeOffset NextDue(SessionState state, DateTimeOffset now)
    {
        var check = (state.InputsCheckedAt ?? now) + CheckEvery;
        var retry = state.Trouble is { } trouble && trouble.RetryAt > now ? trouble.RetryAt : DateTimeOffset.MaxValue;
        var care = state.Usable(now) is { } grant
            ? Earlier(grant.CareAt > now ? grant.CareAt : DateTimeOffset.MaxValue, grant.UsableUntil)
            : DateTimeOffset.MaxValue;
        return Earlier(Earlier(retry, NextRevocation(state)), Earlier(care, check));
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
