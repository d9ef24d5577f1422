using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Feeds;

/// <summary>
/// The life of an activated feed, beside the grain and not in its turns: the watch, the hand-outs and the sweeps run on the thread pool
/// until stopped. Thread-safe.
/// </summary>
internal sealed partial class FeedRun : IWatchSink, IAsyncDisposable
{
    private static readonly TimeSpan AfterBug = TimeSpan.FromSeconds(5);

    private readonly FeedKey _key;
    private readonly FeedServices _services;
    private readonly IFeedStrategy _strategy;
    private readonly FeedLiveness _liveness;
    private readonly FeedPast _past;
    private readonly CancellationTokenSource _stop;
    private readonly Channel<bool> _sweeps =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer? _periodic;
    private readonly Task _work;
    private TaskCompletionSource _listAgain = new();

    public FeedRun(FeedKey key, FeedServices services)
    {
        (_key, _services) = (key, services);
        _liveness = new FeedLiveness(services.Time);
        _past = new FeedPast(services.Time);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(services.Lifetime.Stopping);
        var secrets = key.Kind == ResourceKinds.Secret;
        _strategy = secrets ? new SecretFeedStrategy(services) : new ResourceFeedStrategy(services, key.Kind);
        _periodic = secrets
            ? null
            : services.Time.CreateTimer(_ => _sweeps.Writer.TryWrite(true), null, services.Options.SweepEvery, services.Options.SweepEvery);
        var stop = _stop.Token;
        _work = Task.WhenAll(Task.Run(() => LoopAsync(WatchAsync, stop), CancellationToken.None),
            Task.Run(() => LoopAsync(SweepAsync, stop), CancellationToken.None));
    }

    public FeedReport Report
    {
        get
        {
            var (synced, silence, problem) = _liveness.Now;
            var (objects, dirty) = _strategy.Count;
            return _past.Tell(new FeedReport(synced, silence.TotalSeconds, objects, dirty, problem));
        }
    }

    /// <summary>The members of the cluster have changed: tries again at once what failed and asks every receiver what it lacks.</summary>
    public void Sweep()
    {
        _strategy.RetryNow();
        _sweeps.Writer.TryWrite(true);
    }

    /// <summary>Somebody has seen a version, or was told of an epoch, that this feed has not.</summary>
    public void Claim(ulong version, long epoch)
    {
        if (epoch > _past.Epoch && _past.Epoch == 0)
        {
            Inherit(epoch);
        }
        else if (epoch > _past.Epoch)
        {
            Begin(version: 0, epoch);
        }
        else if (_past.Claim(version))
        {
            LogClaimed(_services.Logger, _key, version);
            ListAgain();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _strategy.Dispose();
        if (_periodic is not null)
        {
            await _periodic.DisposeAsync();
        }

        await _work;
        _stop.Dispose();
    }

    /// <summary>To ask is not to hear: as long as nobody answers, the silence goes on.</summary>
    void IWatchSink.Listing()
    {
        _past.Listing();
        _strategy.Listing();
    }

    void IWatchSink.Seen(Watched item)
    {
        _liveness.Heard();
        _past.Saw(item.ResourceVersion);
        _strategy.Seen(item);
    }

    void IWatchSink.Unreadable(ObjectKey key)
    {
        _liveness.Heard();
        _strategy.Unreadable(key);
    }

    void IWatchSink.Deleted(Watched item)
    {
        _liveness.Heard();
        _past.Saw(item.ResourceVersion);
        _strategy.Deleted(item);
    }

    void IWatchSink.Listed(string resourceVersion)
    {
        var version = ResourceVersions.Number(resourceVersion);
        if (_past.IsBehind(version) || _strategy.IsBehind(version))
        {
            Begin(version, epoch: 0);
            return;
        }

        _past.Listed(version);
        _strategy.Listed(resourceVersion);
        _liveness.Heard(synced: true);
    }

    void IWatchSink.Progress(string resourceVersion)
    {
        _past.Saw(resourceVersion);
        _liveness.Heard();
    }

    void IWatchSink.Broken(Failure failure) => _liveness.Broken($"{failure.Kind}: {failure.Message}");

    /// <summary>What was known is of another past: it is listed again, and all of it is news.</summary>
    private void Begin(ulong version, long epoch)
    {
        var what = _past.Begin(version, epoch);
        _strategy.Begin(_past.Epoch);
        _services.Metrics.EpochBegun(_key.Kind.Plural);
        LogEpoch(_services.Logger, _key, what);
        ListAgain();
    }

    /// <summary>A feed that moved goes on in the epoch of its predecessor, which has told of it: that is no other past.</summary>
    private void Inherit(long epoch)
    {
        _past.Inherit(epoch);
        _strategy.Begin(epoch);
        ListAgain();
    }

    private void ListAgain() => Volatile.Read(ref _listAgain).TrySetResult();

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a background loop: a bug must not silence a feed for ever.")]
    private async Task LoopAsync(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop);
            }
            catch (OperationCanceledException)
            {
                // Stopped, or told to list again.
            }
            catch (Exception bug)
            {
                LogBug(_services.Logger, bug, _key);
                _liveness.Broken($"bug: {bug.GetType().Name}");
                await Task.Delay(AfterBug, _services.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>One list and the watch that follows, until everything has to be listed again.</summary>
    private async Task WatchAsync(CancellationToken stop)
    {
        var listAgain = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _listAgain, listAgain);
        await Task.Delay(_past.Pause(), _services.Time, stop);
        using var round = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watching = _services.Watch.RunAsync(_key.Kind, _key.Namespace, this, round.Token);
        await Task.WhenAny(watching, listAgain.Task);
        await round.CancelAsync();
        await watching;
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        await _sweeps.Reader.ReadAsync(stop);
        if (await _strategy.SweepAsync(stop))
        {
            LogListingAgain(_services.Logger, _key);
            ListAgain();
        }

        await Task.Delay(_services.Options.SweepPause, _services.Time, stop);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The feed {Feed} stumbled over a bug; going on in 5 s")]
    private static partial void LogBug(ILogger log, Exception exception, FeedKey feed);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "The feed {Feed}: {What}, most likely because the API server's store was restored from a snapshot. All objects are looked at anew")]
    private static partial void LogEpoch(ILogger log, FeedKey feed, string what);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The feed {Feed} lists again: version {Version} was seen before and a later request was answered with an older one")]
    private static partial void LogClaimed(ILogger log, FeedKey feed, ulong version);

    [LoggerMessage(Level = LogLevel.Information, Message = "The feed {Feed} lists again: actors were lost and lack their objects")]
    private static partial void LogListingAgain(ILogger log, FeedKey feed);
}
