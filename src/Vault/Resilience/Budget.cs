using Coffer.Domain.Fairness;

namespace Coffer.Vault.Resilience;

/// <summary>
/// How many calls may be in flight. Who waits is served by turns of the namespaces that wait, and no namespace ever holds more than half of
/// the slots. After an outage the budget grows back from one, doubling per round of successes.
/// </summary>
internal sealed class Budget(int slots, TimeProvider time)
{
    private readonly int _full = slots;
    private readonly Lock _lock = new();
    private readonly TurnQueue<TaskCompletionSource> _queue = new(slots, Share);

    /// <summary>True while it has not grown back yet.</summary>
    public bool IsRamping
    {
        get
        {
            lock (_lock)
            {
                return _queue.Places < _full;
            }
        }
    }

    /// <summary>Takes a slot; false when none came free in time.</summary>
    /// <param name="consumer">Namespace that the call is made for; empty for the operator's own, which has no share of its own.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<bool> EnterAsync(string consumer, TimeSpan patience, CancellationToken cancellation)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _queue.Wait(consumer, turn);
            AdmitLocked();
        }

        try
        {
            await turn.Task.WaitAsync(patience, time, cancellation);
            return true;
        }
        catch (Exception ex) when (ex is TimeoutException or OperationCanceledException)
        {
            GiveUp(consumer, turn);
            if (ex is TimeoutException)
            {
                return false;
            }

            throw;
        }
    }

    /// <summary>Gives the slot back.</summary>
    public void Leave(string consumer)
    {
        lock (_lock)
        {
            _queue.Leave(consumer);
            AdmitLocked();
        }
    }

    /// <summary>A call went well: one slot more, which doubles the limit per round.</summary>
    public void Grow()
    {
        lock (_lock)
        {
            if (_queue.Places < _full)
            {
                _queue.Resize(_queue.Places + 1);
                AdmitLocked();
            }
        }
    }

    /// <summary>After an outage: one call at a time.</summary>
    public void Shrink()
    {
        lock (_lock)
        {
            _queue.Resize(1);
        }
    }

    private static int Share(string consumer, int limit) => consumer.Length == 0 ? limit : Math.Max(1, limit / 2);

    private void GiveUp(string consumer, TaskCompletionSource turn)
    {
        lock (_lock)
        {
            // A slot that was granted in this very moment goes to the next.
            if (!_queue.GiveUp(consumer, turn))
            {
                _queue.Leave(consumer);
                AdmitLocked();
            }
        }
    }

    private void AdmitLocked()
    {
        while (_queue.TryAdmit(out var turn))
        {
            turn.SetResult();
        }
    }
}
