namespace Coffer.Grains.Transformations;

/// <summary>
/// A few places of a silo that namespaces take in turn, each one at a time: one with hundreds who wait holds up the
/// others by one. Thread-safe.
/// </summary>
/// <param name="places">How many.</param>
internal sealed class NamespaceGate(int places)
{
    private readonly Lock _lock = new();

    /// <summary>Namespaces that have a place or wait for a turn.</summary>
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly Queue<Lane> _turns = new();
    private int _taken;

    /// <summary>Waits until it is the namespace's turn; dispose to give the place back.</summary>
    public async Task<IDisposable> EnterAsync(string @namespace, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (lane, waiter) = Join(@namespace);
        await using var cancelled = cancellation.UnsafeRegister((_, token) => GiveUp(lane, waiter, token), null).ConfigureAwait(false);
        return await waiter.Task.ConfigureAwait(false);
    }

    private (Lane Lane, TaskCompletionSource<Place> Waiter) Join(string @namespace)
    {
        var waiter = new TaskCompletionSource<Place>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (!_lanes.TryGetValue(@namespace, out var lane))
            {
                _lanes[@namespace] = lane = new Lane(@namespace);
                _turns.Enqueue(lane);
            }

            lane.Waiting.AddLast(waiter);
            AdmitLocked();
            return (lane, waiter);
        }
    }

    private void GiveUp(Lane lane, TaskCompletionSource<Place> waiter, CancellationToken token)
    {
        lock (_lock)
        {
            lane.Waiting.Remove(waiter);
        }

        // One that was admitted meanwhile has its result and keeps its place.
        waiter.TrySetCanceled(token);
    }

    private void Leave(Lane lane)
    {
        lock (_lock)
        {
            _taken--;
            _turns.Enqueue(lane);
            AdmitLocked();
        }
    }

    private void AdmitLocked()
    {
        while (_taken < places && _turns.TryDequeue(out var lane))
        {
            if (lane.Waiting.First is not { Value: var waiter })
            {
                _lanes.Remove(lane.Namespace);
                continue;
            }

            lane.Waiting.RemoveFirst();
            _taken++;
            waiter.SetResult(new Place(this, lane));
        }
    }

    /// <summary>Those of one namespace in the order of their coming.</summary>
    private sealed class Lane(string @namespace)
    {
        public string Namespace => @namespace;

        public LinkedList<TaskCompletionSource<Place>> Waiting { get; } = new();
    }

    private sealed class Place(NamespaceGate gate, Lane lane) : IDisposable
    {
        public void Dispose() => gate.Leave(lane);
    }
}
