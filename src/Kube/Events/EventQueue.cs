using Coffer.Domain.Fairness;

namespace Coffer.Kube.Events;

/// <summary>
/// Events that wait to be written. Namespaces take turns and have one Event under way each, so that one whose Events take long, or that
/// records a thousand, holds up and loses its own alone.
/// </summary>
/// <param name="places">Events under way at once, at least 1.</param>
/// <param name="write">Writes one; never throws.</param>
internal sealed class EventQueue(int places, Func<PendingEvent, Task> write)
{
    private const int Most = 1000;
    private const int MostOfNamespace = Most / 4;

    private readonly Lock _lock = new();
    private readonly TurnQueue<PendingEvent> _turns = new(places, static (_, _) => 1);
    private readonly Dictionary<string, int> _waiting = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _allWaiting;
    private bool _isClosed;

    /// <summary>Puts an Event into the queue; false when it is full, for all or for the Event's namespace.</summary>
    public bool TryAdd(PendingEvent pending)
    {
        var key = pending.About.Key.Namespace;
        lock (_lock)
        {
            var own = _waiting.GetValueOrDefault(key);
            if (_isClosed || own == MostOfNamespace || _allWaiting == Most)
            {
                return false;
            }

            _waiting[key] = own + 1;
            _allWaiting++;
            _turns.Wait(key, pending);
            AdmitLocked();
            return true;
        }
    }

    /// <summary>Takes no more, and ends when what is queued is written.</summary>
    public Task CompleteAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            AdmitLocked();
        }

        return _done.Task;
    }

    private void AdmitLocked()
    {
        while (_turns.TryAdmit(out var pending))
        {
            TakenLocked(pending.About.Key.Namespace);
            _ = Task.Run(() => WriteAsync(pending));
        }

        if (_isClosed && _turns.Keys == 0)
        {
            _done.TrySetResult();
        }
    }

    private void TakenLocked(string key)
    {
        _allWaiting--;
        if (--_waiting[key] == 0)
        {
            _waiting.Remove(key);
        }
    }

    private async Task WriteAsync(PendingEvent pending)
    {
        try
        {
            await write(pending);
        }
        finally
        {
            lock (_lock)
            {
                _turns.Leave(pending.About.Key.Namespace);
                AdmitLocked();
            }
        }
    }
}
