namespace Coffer.Vault.Wire;

/// <summary>
/// How many bytes of big answers this process may hold at once. First come, first served, and one namespace gets a quarter at most: a Vault
/// that sends much, or sends slowly, leaves room for the others'.
/// </summary>
internal sealed class ByteBudget(VaultOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = new();
    private readonly Dictionary<string, long> _held = [];
    private long _taken;

    private long Share => options.AnswerBytesInFlight / 4;

    /// <summary>Waits for so much room; null when there was none in time.</summary>
    /// <param name="owner">Namespace that the call is made for.</param>
    /// <param name="bytes">Bytes, at most a quarter of the budget.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<ByteLease?> EnterAsync(string owner, int bytes, CancellationToken cancellation)
    {
        Waiter waiter;
        lock (_lock)
        {
            waiter = new Waiter(owner, bytes);
            _waiting.AddLast(waiter);
            Admit();
        }

        try
        {
            await waiter.Turn.Task.WaitAsync(options.TryTimeout / 2, time, cancellation);
            return new ByteLease(this, owner, bytes);
        }
        catch (Exception ex) when (ex is TimeoutException or OperationCanceledException)
        {
            GiveUp(waiter);
            if (ex is TimeoutException)
            {
                return null;
            }

            throw;
        }
    }

    /// <summary>Gives room back.</summary>
    public void Leave(string owner, int bytes)
    {
        lock (_lock)
        {
            _taken -= bytes;
            _held[owner] -= bytes;
            if (_held[owner] == 0)
            {
                _held.Remove(owner);
            }

            Admit();
        }
    }

    private void GiveUp(Waiter waiter)
    {
        lock (_lock)
        {
            if (!waiter.Turn.Task.IsCompletedSuccessfully)
            {
                _waiting.Remove(waiter);
                // It may have kept those behind it waiting.
                Admit();
                return;
            }
        }

        Leave(waiter.Owner, waiter.Bytes);
    }

    /// <summary>Whoever is over his share is passed over; nobody else is, or big answers would wait for ever behind small ones.</summary>
    private void Admit()
    {
        for (var node = _waiting.First; node is not null && _taken + node.Value.Bytes <= options.AnswerBytesInFlight;)
        {
            var (next, waiter) = (node.Next, node.Value);
            var held = _held.GetValueOrDefault(waiter.Owner);
            if (held + waiter.Bytes <= Share)
            {
                _waiting.Remove(node);
                _taken += waiter.Bytes;
                _held[waiter.Owner] = held + waiter.Bytes;
                waiter.Turn.SetResult();
            }

            node = next;
        }
    }

    private sealed record Waiter(string Owner, int Bytes)
    {
        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
