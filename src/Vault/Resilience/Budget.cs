namespace Coffer.Vault.Resilience;

/// <summary>How many calls may be in flight. First come, first served; after an outage it grows back from one, doubling per round of successes.</summary>
internal sealed class Budget(int slots, TimeProvider time)
{
    private readonly int _full = slots;
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _limit = slots;
    private int _inFlight;

    /// <summary>True while it has not grown back yet.</summary>
    public bool IsRamping
    {
        get
        {
            lock (_lock)
            {
                return _limit < _full;
            }
        }
    }

    /// <summary>Takes a slot; false when none came free in time.</summary>
    public async Task<bool> EnterAsync(TimeSpan patience, CancellationToken cancellation)
    {
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (_inFlight < _limit && _waiting.Count == 0)
            {
                _inFlight++;
                return true;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        try
        {
            await turn.Task.WaitAsync(patience, time, cancellation);
            return true;
        }
        catch (Exception ex) when (ex is TimeoutException or OperationCanceledException)
        {
            GiveUp(turn);
            if (ex is TimeoutException)
            {
                return false;
            }

            throw;
        }
    }

    /// <summary>Gives the slot back.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _inFlight--;
            Admit();
        }
    }

    /// <summary>A call went well: one slot more, which doubles the limit per round.</summary>
    public void Grow()
    {
        lock (_lock)
        {
            if (_limit < _full)
            {
                _limit++;
                Admit();
            }
        }
    }

    /// <summary>After an outage: one call at a time.</summary>
    public void Shrink()
    {
        lock (_lock)
        {
            _limit = 1;
        }
    }

    private void GiveUp(TaskCompletionSource turn)
    {
        // When the slot was granted in this very moment, it goes to the next.
        if (!turn.TrySetCanceled())
        {
            Leave();
        }
    }

    private void Admit()
    {
        while (_inFlight < _limit && _waiting.TryDequeue(out var turn))
        {
            if (turn.TrySetResult())
            {
                _inFlight++;
            }
        }
    }
}
