namespace Coffer.Vault.Resilience;

/// <summary>
/// How many calls may be in flight. Who waits is served by turns of the namespaces that wait, in each first come, first served; no namespace ever holds more than half of the slots,
/// because a call that hangs can't be taken back for somebody who comes later. After an outage the budget grows back from one, doubling per round of successes.
/// </summary>
internal sealed class Budget(int slots, TimeProvider time)
{
    private readonly int _full = slots;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Account> _accounts = [];
    private readonly Queue<Account> _turns = new();
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
    /// <param name="consumer">Namespace that the call is made for; empty for the operator's own, which has no share of its own.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<bool> EnterAsync(string consumer, TimeSpan patience, CancellationToken cancellation)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            var account = AccountOf(consumer);
            account.Waiting.Enqueue(turn);
            if (account.Waiting.Count == 1)
            {
                _turns.Enqueue(account);
            }

            Admit();
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
            _inFlight--;
            var account = AccountOf(consumer);
            account.InFlight--;
            Admit();
            Forget(account);
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

    private void GiveUp(string consumer, TaskCompletionSource turn)
    {
        // When the slot was granted in this very moment, it goes to the next.
        if (!turn.TrySetCanceled())
        {
            Leave(consumer);
        }
    }

    private void Admit()
    {
        for (var passed = 0; _inFlight < _limit && passed < _turns.Count;)
        {
            var account = _turns.Dequeue();
            if (account.InFlight < Share(account))
            {
                passed = Serve(account) ? 0 : passed;
            }
            else
            {
                passed++;
            }

            if (account.Waiting.Count > 0)
            {
                _turns.Enqueue(account);
            }
            else
            {
                Forget(account);
            }
        }
    }

    /// <summary>Lets the first in who has not given up; false when there is none.</summary>
    private bool Serve(Account account)
    {
        while (account.Waiting.TryDequeue(out var turn))
        {
            if (turn.TrySetResult())
            {
                account.InFlight++;
                _inFlight++;
                return true;
            }
        }

        return false;
    }

    private int Share(Account account) => account.Consumer.Length == 0 ? _limit : Math.Max(1, _limit / 2);

    private Account AccountOf(string consumer)
    {
        if (!_accounts.TryGetValue(consumer, out var account))
        {
            _accounts[consumer] = account = new Account(consumer);
        }

        return account;
    }

    private void Forget(Account account)
    {
        if (account is { InFlight: 0, Waiting.Count: 0 })
        {
            _accounts.Remove(account.Consumer);
        }
    }

    /// <summary>What one namespace holds and waits for.</summary>
    private sealed class Account(string consumer)
    {
        public string Consumer => consumer;

        public int InFlight { get; set; }

        public Queue<TaskCompletionSource> Waiting { get; } = new();
    }
}
