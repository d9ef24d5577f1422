using Coffer.Domain.Fairness;

namespace Coffer.Kube.Api;

/// <summary>
/// How many requests may be under way. Namespaces take turns, and none holds more than its share of the places: one tenant's thousand
/// requests hold up another's by one.
/// </summary>
/// <param name="places">Places in all.</param>
/// <param name="share">Most places of one namespace.</param>
internal sealed class RequestSlots(int places, int share)
{
    private readonly Lock _lock = new();
    private readonly TurnQueue<TaskCompletionSource> _queue = new(places, (_, _) => share);

    /// <summary>Waits for a place; dispose of it when the request is over.</summary>
    public async Task<Place> EnterAsync(string? @namespace, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var key = @namespace ?? "";
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _queue.Wait(key, waiter);
            AdmitLocked();
        }

        await using (cancellation.UnsafeRegister((_, token) => GiveUp(key, waiter, token), null))
        {
            await waiter.Task;
        }

        return new Place(this, key);
    }

    private void GiveUp(string key, TaskCompletionSource waiter, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _queue.GiveUp(key, waiter);
        }

        // One that was admitted meanwhile has its place, and gives it back by itself.
        waiter.TrySetCanceled(cancellation);
    }

    private void Leave(string key)
    {
        lock (_lock)
        {
            _queue.Leave(key);
            AdmitLocked();
        }
    }

    private void AdmitLocked()
    {
        while (_queue.TryAdmit(out var waiter))
        {
            waiter.SetResult();
        }
    }

    /// <summary>A place that is held.</summary>
    public readonly struct Place(RequestSlots slots, string key) : IDisposable
    {
        public void Dispose() => slots.Leave(key);
    }
}
