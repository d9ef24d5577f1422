using System.Diagnostics.CodeAnalysis;
using Coffer.Contracts;
using Coffer.Domain.Feeds;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Feeds;

/// <summary>
/// Keeps the hand-outs of one feed going: thread-safe around a <see cref="HandOutQueue{T}"/>, on the thread pool, outside any grain's turn.
/// </summary>
internal sealed partial class HandOutPump<T> : IDisposable
    where T : class
{
    private const int FailuresToLog = 4;

    private readonly Lock _gate = new();
    private readonly HandOutQueue<T> _queue;
    private readonly Func<HandOut<T>, Task> _deliver;
    private readonly FeedServices _services;
    private readonly ITimer _retry;
    private bool _stopped;

    public HandOutPump(FeedServices services, Func<HandOut<T>, Task> deliver, Func<T?, T?, T?> merge)
    {
        (_services, _deliver) = (services, deliver);
        _queue = new HandOutQueue<T>(services.Options.Limits, merge);
        _retry = services.Time.CreateTimer(
            static pump => ((HandOutPump<T>)pump!).Pump(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public (int Objects, int Dirty) Count
    {
        get
        {
            lock (_gate)
            {
                return (_queue.Count, _queue.Dirty);
            }
        }
    }

    public void Listing() => Locked(queue => queue.Listing());

    /// <inheritdoc cref="HandOutQueue{T}.IsBehind"/>
    public bool IsBehind(ulong listed)
    {
        lock (_gate)
        {
            return _queue.IsBehind(listed);
        }
    }

    /// <inheritdoc cref="HandOutQueue{T}.Begin"/>
    public void Begin(long epoch) => Locked(queue => queue.Begin(epoch));

    public void SeenUnreadable(ObjectKey key) => Locked(queue => queue.SeenUnreadable(key));

    /// <inheritdoc cref="HandOutQueue{T}.Epoch"/>
    public long Epoch
    {
        get
        {
            lock (_gate)
            {
                return _queue.Epoch;
            }
        }
    }

    /// <inheritdoc cref="HandOutQueue{T}.Seen"/>
    public void Seen(ObjectKey key, string uid, ulong version, T item, bool urgent, long? epoch = null)
    {
        bool news;
        lock (_gate)
        {
            news = _queue.Seen(key, uid, version, item, urgent, epoch);
        }

        if (news)
        {
            Pump();
        }
    }

    public void Gone(ObjectKey key, string uid, ulong version, T? item)
    {
        Locked(queue => queue.Gone(key, uid, version, item));
        Pump();
    }

    public IReadOnlyList<KnownObject> Listed()
    {
        lock (_gate)
        {
            return _queue.Listed();
        }
    }

    public IReadOnlyList<KnownObject> Settled()
    {
        lock (_gate)
        {
            return _queue.Settled();
        }
    }

    public void Doubt(IEnumerable<KnownObject> known)
    {
        lock (_gate)
        {
            foreach (var each in known)
            {
                _queue.Doubt(each);
            }
        }
    }

    public void RetryNow()
    {
        Locked(queue => queue.RetryNow());
        Pump();
    }

    public void Dispose()
    {
        Locked(_ => _stopped = true);
        _retry.Dispose();
    }

    private void Locked(Action<HandOutQueue<T>> action)
    {
        lock (_gate)
        {
            action(_queue);
        }
    }

    private void Pump()
    {
        while (TryTake() is { } handOut)
        {
            _ = Task.Run(() => HandOutAsync(handOut));
        }
    }

    private HandOut<T>? TryTake()
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return null;
            }

            var now = _services.Time.GetUtcNow();
            if (_queue.TryTake(now, out var handOut))
            {
                return handOut;
            }

            if (_queue.NextRetry is { } due)
            {
                // A timer counts whole milliseconds: one more, so that it never comes early.
                _retry.Change(Max(due - now, TimeSpan.Zero) + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }

            return null;
        }
    }

    private async Task HandOutAsync(HandOut<T> handOut)
    {
        var delivered = await TryDeliverAsync(handOut);
        lock (_gate)
        {
            if (delivered)
            {
                _queue.Done(handOut);
            }
            else
            {
                _queue.Failed(handOut, _services.Time.GetUtcNow());
            }
        }

        Pump();
    }

    [SuppressMessage("Design", "CA1031",
        Justification = "The edge of a background loop: whatever a receiver throws, its object stays owed and the others go on.")]
    private async Task<bool> TryDeliverAsync(HandOut<T> handOut)
    {
        using var span = Traces.Source.StartActivity("hand out")?.SetTag("coffer.key", handOut.Key.ToString());
        try
        {
            await _deliver(handOut).WaitAsync(_services.Options.HandOutLimit, _services.Time);
            return true;
        }
        catch (Exception failure)
        {
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
            if (handOut.Failures + 1 == FailuresToLog)
            {
                LogUndelivered(_services.Logger, handOut.Key, FailuresToLog, failure.GetType().Name);
            }

            return false;
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Key}: its actor could not be told of a change {Times} times in a row ({Error}); trying on")]
    private static partial void LogUndelivered(ILogger log, ObjectKey key, int times, string error);
}
