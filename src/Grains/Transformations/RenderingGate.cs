namespace Coffer.Grains.Transformations;

/// <summary>
/// Bounds what the renderings of a silo with templates or patterns take together: each may keep a core busy for seconds and take up to some 300 MB. Namespaces take turns and each renders one at a time, so that
/// one with hundreds of costly renderings holds up the others by one. Each runs on a thread of its own: the pool's answer calls and probes meanwhile. Thread-safe.
/// </summary>
internal sealed class RenderingGate
{
    /// <summary>One is too few, as the costly renderings of one namespace would halt all others for their whole time; each more costs a core and the memory of the worst.</summary>
    public const int Places = 2;

    private readonly Lock _lock = new();

    /// <summary>Namespaces that have a rendering under way or wait for a turn.</summary>
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly Queue<Lane> _turns = new();
    private int _taken;

    /// <summary>Renders when it is the namespace's turn.</summary>
    /// <param name="namespace">Whose rendering it is.</param>
    /// <param name="render">What to do; its limits of time begin with it.</param>
    /// <param name="cancellation">Ends the wait for the turn, not the rendering.</param>
    public async Task<T> RunAsync<T>(string @namespace, Func<T> render, CancellationToken cancellation)
    {
        // The caller's scheduler stays out of it: a grain that is busy with a call would keep the place longer than the rendering takes.
        using var place = await EnterAsync(@namespace, cancellation).ConfigureAwait(false);
        return await Task.Factory.StartNew(render, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    private async Task<Place> EnterAsync(string @namespace, CancellationToken cancellation)
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
        while (_taken < Places && _turns.TryDequeue(out var lane))
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

    /// <summary>One namespace's renderings in the order of their coming.</summary>
    private sealed class Lane(string @namespace)
    {
        public string Namespace => @namespace;

        public LinkedList<TaskCompletionSource<Place>> Waiting { get; } = new();
    }

    private sealed class Place(RenderingGate gate, Lane lane) : IDisposable
    {
        public void Dispose() => gate.Leave(lane);
    }
}
