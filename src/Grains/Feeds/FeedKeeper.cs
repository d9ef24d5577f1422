using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Coffer.Contracts.Grains;
using Coffer.Grains.Placement;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Feeds;

/// <summary>
/// Pokes every feed at start, on each change of the membership and every few seconds, from every silo: nothing else would wake a feed whose
/// silo died. May start before the silo does.
/// </summary>
internal sealed partial class FeedKeeper(
    IGrainFactory grains, Members members, IFeedHealth health, FeedOptions options, TimeProvider time, ILogger<FeedKeeper> logger)
    : BackgroundService
{
    private readonly HashSet<string> _toSweep = [];

    /// <summary>The latest epoch of each feed and the highest version in it.</summary>
    private readonly ConcurrentDictionary<string, (long Epoch, ulong Version)> _last = new(StringComparer.Ordinal);

    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var following = FollowMembersAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = Volatile.Read(ref _changed);
            var answered = await Task.WhenAll(options.Feeds.Select(PokeAsync));
            await Task.WhenAny(
                changed.Task, Task.Delay(answered.All(static yes => yes) ? options.PokeEvery : options.PokeAgain, time, stoppingToken));
        }

        await following;
    }

    [SuppressMessage("Design", "CA1031",
        Justification = "The edge of a background loop: without news of members, the regular pokes go on.")]
    private async Task FollowMembersAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var known = members.Now;
                await members.ChangedAsync(known, stopping);
                OnMembersChanged();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host is stopping.
        }
        catch (Exception bug)
        {
            LogBlind(logger, bug);
        }
    }

    private void OnMembersChanged()
    {
        lock (_toSweep)
        {
            _toSweep.UnionWith(options.Feeds);
        }

        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    [SuppressMessage("Design", "CA1031",
        Justification = "The edge of a background loop: a feed that does not answer now is poked again in a few seconds.")]
    private async Task<bool> PokeAsync(string feed)
    {
        var sweep = Owes(feed);
        try
        {
            var report = await grains.GetGrain<IResourceFeedGrain>(feed).Poke(sweep);
            Remind(feed, report);
            health.Report(feed, report);
            return true;
        }
        catch (Exception failure)
        {
            LogNoAnswer(logger, failure, feed);
            Owe(feed, sweep);
            return false;
        }
    }

    /// <summary>
    /// A feed that woke up elsewhere knows nothing of what its predecessor saw: without that it would take another past for the only one.
    /// </summary>
    private void Remind(string feed, FeedReport report)
    {
        if (report is { Synced: true, Epoch: 0, ResourceVersion: 0 })
        {
            // It lives on a silo of a release that counts neither, and could not be told.
            return;
        }

        var last = _last.GetValueOrDefault(feed);
        if (report.Synced && (report.Epoch < last.Epoch || report.Epoch == last.Epoch && report.ResourceVersion < last.Version))
        {
            grains.GetGrain<IResourceFeedGrain>(feed).Claim(last.Version, last.Epoch).Ignore();
            return;
        }

        var isNew = report.Epoch > last.Epoch;
        _last[feed] = isNew ? (report.Epoch, report.ResourceVersion) : (last.Epoch, Math.Max(report.ResourceVersion, last.Version));
    }

    private bool Owes(string feed)
    {
        lock (_toSweep)
        {
            return _toSweep.Remove(feed);
        }
    }

    private void Owe(string feed, bool sweep)
    {
        lock (_toSweep)
        {
            if (sweep)
            {
                _toSweep.Add(feed);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The feed {Feed} does not answer")]
    private static partial void LogNoAnswer(ILogger log, Exception exception, string feed);

    [LoggerMessage(Level = LogLevel.Error, Message = "Changes of the membership are no longer seen; feeds are still poked regularly")]
    private static partial void LogBlind(ILogger log, Exception exception);
}
