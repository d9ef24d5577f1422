using System.Collections.Immutable;
using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Domain.Workloads;

/// <summary>
/// When to roll one workload for many sources: the first request at once; requests within the minimum interval after a patch are collected,
/// at least for the window, and carried by one patch.
/// </summary>
public static class WorkloadDecider
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(60);

    /// <summary>
    /// So many failures in a row, some 15 seconds, are told; then every tenth, each minute one, for a source that has not heard of it.
    /// </summary>
    private const int Telling = 5;

    private const int TellingAgain = 10;

    /// <summary>A source asks for a restart. A request that is not newer than its newest changes nothing.</summary>
    /// <returns>The state, and what to report at once: the settled result, when this request or a newer one is settled already.</returns>
    public static (WorkloadState State, Settlement? Report) Ask(
        WorkloadState state, ResourceRef source, RestartStamp stamp, DateTimeOffset now)
    {
        var known = state.Sources.GetValueOrDefault(source) ?? new SourceState(null, null);
        if (known.Settled is { } settled && !RestartId.IsNewer(stamp.Id, settled.Id))
        {
            return (state, settled);
        }

        if (known.Pending is { } pending && !RestartId.IsNewer(stamp.Id, pending.Id))
        {
            return (state, null);
        }

        var asked = state with
        {
            Sources = state.Sources.SetItem(source, known with { Pending = stamp }),
            PendingSince = state.PendingSince ?? now,
        };
        return (asked, null);
    }

    /// <summary>What to do now.</summary>
    public static WorkloadStep Next(WorkloadState state, RestartOptions options, DateTimeOffset now)
    {
        if (state.PendingSince is not { } since)
        {
            return new WorkloadStep.Idle();
        }

        var due = Later(Due(since, state.PatchedAt, options), state.NotBefore);
        return due > now ? new WorkloadStep.Wait(due) : new WorkloadStep.Patch(Pending(state));
    }

    /// <summary>
    /// A patch came out so. Requests that came in meanwhile go on waiting; failures that may pass are tried again with a growing wait,
    /// and told when they don't.
    /// </summary>
    /// <returns>The state, and what to report to which source.</returns>
    public static (WorkloadState State, IReadOnlyDictionary<ResourceRef, Settlement> Reports) Settle(
        WorkloadState state, WorkloadStep.Patch patch, Outcome<RestartEffect> outcome, DateTimeOffset now)
    {
        var succeeded = outcome.TryGet(out var effect, out var failure);
        if (failure is not null && MayPass(failure))
        {
            var postponed = Postpone(state, failure, now);
            var isTold = postponed.Failures >= Telling && (postponed.Failures - Telling) % TellingAgain == 0;
            return (postponed, isTold ? Reports(patch, null, failure, now) : ImmutableDictionary<ResourceRef, Settlement>.Empty);
        }

        var reports = Reports(patch, succeeded ? effect : null, failure, now);
        var sources = state.Sources.SetItems(
            reports.Select(report => KeyValuePair.Create(report.Key, Settle(state.Sources[report.Key], report.Value))));
        var settled = state with
        {
            Sources = sources,
            PatchedAt = succeeded && Wrote(effect) ? now : state.PatchedAt,
            PendingSince = sources.Values.Any(source => source.Pending is not null) ? now : null,
            Failures = 0,
            NotBefore = null,
        };
        return (settled, reports);
    }

    private static ImmutableDictionary<ResourceRef, Settlement> Reports(
        WorkloadStep.Patch patch, RestartEffect? effect, Failure? failure, DateTimeOffset now) =>
        patch.Requests.ToImmutableDictionary(request => request.Key, request => new Settlement(request.Value.Id, effect, failure, now));

    /// <summary>
    /// Whether a restart that failed so is tried again. Also what keeps the operator from the API server as such: it says nothing about the
    /// workload, and a restart that is given up is never made good.
    /// </summary>
    public static bool MayPass(Failure failure) => failure.IsTransient || failure.Kind is FailureKind.Tls or FailureKind.Unauthorized;

    private static WorkloadState Postpone(WorkloadState state, Failure failure, DateTimeOffset now)
    {
        var failures = state.Failures + 1;
        var wait = FirstRetry * Math.Pow(2, Math.Min(failures - 1, 10));
        wait = wait < LastRetry ? wait : LastRetry;
        return state with { Failures = failures, NotBefore = now + (failure.RetryAfter > wait ? failure.RetryAfter.Value : wait) };
    }

    private static SourceState Settle(SourceState source, Settlement settlement) =>
        new(source.Pending is { } pending && RestartId.IsNewer(pending.Id, settlement.Id) ? pending : null, settlement);

    private static Dictionary<ResourceRef, RestartStamp> Pending(WorkloadState state) =>
        state.Sources.Where(source => source.Value.Pending is not null).ToDictionary(source => source.Key, source => source.Value.Pending!);

    private static bool Wrote(RestartEffect effect) => effect is RestartEffect.Restarted or RestartEffect.Paused or RestartEffect.OnDelete;

    private static DateTimeOffset Later(DateTimeOffset time, DateTimeOffset? other) => other > time ? other.Value : time;

    private static DateTimeOffset Due(DateTimeOffset since, DateTimeOffset? patchedAt, RestartOptions options)
    {
        if (patchedAt is not { } patched || since >= patched + options.MinimumInterval)
        {
            return since;
        }

        return Later(since + options.Window, patched + options.MinimumInterval);
    }
}
