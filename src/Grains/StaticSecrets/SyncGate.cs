using System.Collections.Concurrent;
using Coffer.Domain.StaticSecrets;

namespace Coffer.Grains.StaticSecrets;

/// <summary>
/// Bounds how many syncs of one VaultAuth a silo has under way, with a lane of its own for what somebody waits for: refreshes never delay a first sync, and one tenant's hanging Vault holds up nobody else.
/// What is transformed has lanes of its own, too: it waits for others in <see cref="Transformations.RenderingGate"/>, and what is plain must not wait with it. Waiting here is not counted against the budget of a turn.
/// </summary>
internal sealed class SyncGate
{
    private const int Urgent = 48;
    private const int Refreshes = 16;

    private readonly ConcurrentDictionary<(string Auth, bool Urgent, bool Transformed), SemaphoreSlim> _lanes = new();

    /// <summary>Waits for a place; dispose to give it back.</summary>
    public async ValueTask<IDisposable> EnterAsync(string auth, Due due, bool isTransformed, CancellationToken cancellation)
    {
        var lane = _lanes.GetOrAdd((auth, due.IsUrgent, isTransformed), static key => new SemaphoreSlim(key.Urgent ? Urgent : Refreshes));
        await lane.WaitAsync(cancellation);
        return new Place(lane);
    }

    private sealed class Place(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }
}
