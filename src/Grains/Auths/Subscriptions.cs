using System.Diagnostics.CodeAnalysis;
using Coffer.Contracts;
using Coffer.Grains.Actors;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Auths;

/// <summary>
/// Tells a grain who of this silo wants to hear of its changes: new ones in batches, all of them again every few minutes, because the grain
/// forgets them when its silo dies.
/// </summary>
internal sealed partial class Subscriptions(
    string name, Func<IReadOnlyList<ResourceRef>, Task> subscribe, TimeProvider time, Lifetime lifetime, Action gone, ILogger log)
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RepeatEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(25);

    private readonly Dictionary<ResourceRef, DateTimeOffset> _all = [];
    private readonly HashSet<ResourceRef> _unsent = [];
    private readonly Lock _gate = new();
    private CancellationTokenSource? _early;
    private bool _running;
    private bool _sendNow;
    private bool _failed;
    private bool _over;

    /// <returns>False when this has ended since nobody was left, and whoever holds it is out of date.</returns>
    public bool Add(ResourceRef dependent)
    {
        lock (_gate)
        {
            if (_over)
            {
                return false;
            }

            var known = _all.ContainsKey(dependent);
            _all[dependent] = time.GetUtcNow();
            if (!known && _unsent.Add(dependent))
            {
                SendNow();
            }

            return true;
        }
    }

    /// <summary>Where nobody is left, what this asks for is let go.</summary>
    public void Remove(ResourceRef dependent)
    {
        lock (_gate)
        {
            _unsent.Remove(dependent);
            if (_all.Remove(dependent) && _all.Count == 0)
            {
                SendNow();
            }
        }
    }

    /// <summary>All who subscribed here.</summary>
    public IReadOnlyList<ResourceRef> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all.Keys];
            }
        }
    }

    /// <summary>
    /// The grain may have begun anew: tells it all again. Where nobody wants to hear of anything there is nothing that could end.
    /// </summary>
    public void Repeat()
    {
        lock (_gate)
        {
            _unsent.UnionWith(_all.Keys);
            if (_unsent.Count > 0)
            {
                SendNow();
            }
        }
    }

    /// <summary>Between two waits there is nothing to cut short: then the next one is.</summary>
    private void SendNow()
    {
        _sendNow = true;
        _early?.CancelAfter(Gather);
        if (!_running)
        {
            _running = true;
            _ = Task.Run(RunAsync);
        }
    }

    private async Task RunAsync()
    {
        var wait = Gather;
        while (await WaitAsync(wait))
        {
            if (Batch() is not { } batch)
            {
                return;
            }

            wait = Settle(batch, await IsSentAsync(batch));
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a background loop: whatever the grain throws, it is told again.")]
    private async Task<bool> IsSentAsync(List<ResourceRef> batch)
    {
        try
        {
            await subscribe(batch);
            _failed = false;
            return true;
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException)
        {
            return false;
        }
        catch (Exception bug)
        {
            Complain(batch.Count, bug);
            return false;
        }
    }

    /// <summary>Once in a row: it is tried again every few seconds.</summary>
    private void Complain(int dependents, Exception bug)
    {
        if (!_failed)
        {
            LogBug(log, bug, name, dependents);
        }

        _failed = true;
    }

    /// <summary>
    /// Whom to tell; null when nobody asked for so long that this ends. Whoever comes then finds it gone, and begins another.
    /// </summary>
    private List<ResourceRef>? Batch()
    {
        lock (_gate)
        {
            _sendNow = false;
            var now = time.GetUtcNow();
            foreach (var old in _all.Where(d => now - d.Value > Forgotten).Select(d => d.Key).ToList())
            {
                _all.Remove(old);
                _unsent.Remove(old);
            }

            if (_all.Count == 0)
            {
                (_running, _over) = (false, true);
                gone();
                return null;
            }

            return _unsent.Count > 0 ? [.. _unsent] : [.. _all.Keys];
        }
    }

    private TimeSpan Settle(List<ResourceRef> batch, bool sent)
    {
        lock (_gate)
        {
            if (!sent)
            {
                return AfterFailure;
            }

            _unsent.ExceptWith(batch);
            return _unsent.Count > 0 ? Gather : RepeatEvery;
        }
    }

    /// <summary>False when the silo stops.</summary>
    private async Task<bool> WaitAsync(TimeSpan wait)
    {
        using var early = CancellationTokenSource.CreateLinkedTokenSource(lifetime.Stopping);
        lock (_gate)
        {
            _early = early;
            if (_sendNow)
            {
                early.CancelAfter(Gather);
            }
        }

        try
        {
            await Task.Delay(wait, time, early.Token);
        }
        catch (OperationCanceledException)
        {
            // Somebody new, or the end: told apart below.
        }

        lock (_gate)
        {
            _early = null;
        }

        return !lifetime.Stopping.IsCancellationRequested;
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{Name} could not be told that {Dependents} of this silo want to hear of its changes, by a bug; trying again every 5 s")]
    private static partial void LogBug(ILogger log, Exception bug, string name, int dependents);
}
