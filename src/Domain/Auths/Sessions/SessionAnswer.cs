using Coffer.Contracts;

namespace Coffer.Domain.Auths.Sessions;

/// <summary>What a consumer is told.</summary>
public abstract record SessionAnswer
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private SessionAnswer()
    {
    }

    /// <summary>Nothing yet: work is under way.</summary>
    public sealed record NotYet : SessionAnswer;

    /// <summary>The grant in force.</summary>
    public sealed record Use(Grant Grant) : SessionAnswer;

    /// <summary>Vault denies this path.</summary>
    public sealed record Denied(Denial Denial) : SessionAnswer;

    /// <summary>There is no session.</summary>
    public sealed record Failed(Failure Failure) : SessionAnswer;

    /// <summary>The answer that the state holds for a question.</summary>
    /// <param name="state">The state, with the question already taken in.</param>
    /// <param name="path">What will be read; null when not said.</param>
    /// <param name="refused">Version of the grant that Vault refused; null when none was.</param>
    /// <param name="now">Now.</param>
    public static SessionAnswer Of(SessionState state, RefusedPath? path, long? refused, DateTimeOffset now)
    {
        if (state.InputsCheckedAt is null)
        {
            return new NotYet();
        }

        var usable = state.Usable(now);
        // A denial speaks of the policies, which the newest grant shares with the refused one: new policies would have ended it.
        if (path is not null && state.Denials.TryGetValue(path, out var denial) && denial.Until > now)
        {
            return denial.Findings is null && usable is not null ? new NotYet() : new Denied(denial);
        }

        return usable is null ? WithoutGrant(state, now)
            : refused != usable.Version || path is null ? new Use(usable)
            : state.Pending.Contains(path) ? new NotYet()
            : state.LookupProblem is { } problem ? new Failed(problem with { RetryAfter = Left(state, now) })
            : new Use(usable);
    }

    private static SessionAnswer WithoutGrant(SessionState state, DateTimeOffset now) =>
        state.Trouble is { } trouble ? new Failed(trouble.Failure with { RetryAfter = Left(state, now) }) : new NotYet();

    private static TimeSpan Left(SessionState state, DateTimeOffset now) =>
        state.Trouble is { } trouble && trouble.RetryAt - now > Soon ? trouble.RetryAt - now : Soon;
}
