using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>How a secret stands towards its schedule, for people who watch many of them.</summary>
/// <param name="Secret">The resource.</param>
/// <param name="Problem">Reason of what keeps it from being in step; null for nothing.</param>
/// <param name="LastSuccess">When its Secret was last known to be in step; null for never.</param>
/// <param name="Expected">By when it should be in step again.</param>
public sealed record SyncStatus(ResourceRef Secret, string? Problem, DateTimeOffset? LastSuccess, DateTimeOffset Expected)
{
    /// <summary>A sync may take this long, queueing and one retry included, before it is called overdue.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>When what Vault made for the Secret ends; null where nothing was made.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>The standing; null for a resource that is on its way out.</summary>
    public static SyncStatus? Of(
        ISecretResource resource, SecretState state, SecretMemory memory, SecretPlanner planner, DateTimeOffset now)
    {
        var meta = resource.Metadata;
        if (meta.DeletionTimestamp is not null)
        {
            return null;
        }

        var (period, own) = (planner.Period(resource), planner.Source.Due(resource, state, now).At);
        var last = memory.LastRead ?? Served(meta.Uid, period, state, memory.ServedUntil);
        var expected = last is null ? meta.CreationTimestamp ?? memory.Since ?? now
            : period is { } every && Schedule.NextSlot(meta.Uid, every, last.Value) is var slot && slot < own ? slot
            : own;
        return new SyncStatus(resource.Ref, state.Problem?.Reason ?? (state.Contest is null ? null : "Contested"), last, expected)
        {
            Ends = planner.Issuing is null ? null : Returns.Held(state.Snapshot)?.Until,
        };
    }

    /// <summary>Time since the last success; null for never, and where no rhythm makes it say anything.</summary>
    public TimeSpan? Age(DateTimeOffset now) => LastSuccess is { } last && Ends is null ? Positive(now - last) : null;

    /// <summary>Time until what Vault made ends, less than zero afterwards; null where nothing was made.</summary>
    public TimeSpan? Left(DateTimeOffset now) => Ends - now;

    /// <summary>
    /// True when it should have been renewed, and two thirds of the time that was left for that have passed: it is not going well.
    /// </summary>
    public bool IsExpiring(DateTimeOffset now) => Ends is { } end && now > Expected && (end - now) * 3 < end - Expected;

    /// <summary>How long it is overdue; zero while it is not.</summary>
    public TimeSpan Overdue(DateTimeOffset now) => now > Expected && now - Expected > Grace ? now - Expected : TimeSpan.Zero;

    /// <summary>
    /// An unchanged refresh leaves no trace in the journal: what was in step when the operator last worked had its last slot before that.
    /// </summary>
    private static DateTimeOffset? Served(string uid, TimeSpan? period, SecretState state, DateTimeOffset until)
    {
        if (state.Snapshot.LastSyncTime is not { } stored || period is not { } every || state.Problem is not null || until <= stored)
        {
            return state.Snapshot.LastSyncTime;
        }

        var slot = Schedule.NextSlot(uid, every, until) - every;
        return slot > stored ? slot : stored;
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
