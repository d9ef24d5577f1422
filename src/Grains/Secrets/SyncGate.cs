using Coffer.Domain.Secrets;

namespace Coffer.Grains.Secrets;

/// <summary>
/// Bounds how many syncs of one VaultAuth a silo has under way, with a lane of its own for what somebody waits for: refreshes never delay a
/// first sync, and one tenant's hanging Vault holds up nobody else. What is transformed has lanes of its own, too: it waits for others in
/// <see cref="Transformations.RenderingGate"/>, and what is plain must not wait with it. Waiting here is not counted against the budget of
/// a turn. A lane is there as long as somebody is in it or waits. Thread-safe.
/// </summary>
internal sealed class SyncGate
{
    private const int Urgent = 48;
    private const int Refreshes = 16;

    private readonly Dictionary<(string Auth, bool Urgent, bool Transformed), Lane> _lanes = [];
    private readonly Lock _lock = new();

    /// <summary>How many lanes there are.</summary>
    public int Lanes
    {
        get
        {
            lock (_lock)
            {
                return _lanes.Count;
            }
        }
    }

    /// <summary>Waits for a place; dispose to give it back.</summary>
    public async ValueTask<IDisposable> EnterAsync(string auth, Due due, bool isTransformed, CancellationToken cancellation)
    {
        var place = Join((auth, due.IsUrgent, isTransformed));
        try
        {
            await place.WaitAsync(cancellation);
            return place;
        }
        catch (OperationCanceledException)
        {
            Leave(place);
            throw;
        }
    }

    private Place Join((string Auth, bool Urgent, bool Transformed) key)
    {
        lock (_lock)
        {
            if (!_lanes.TryGetValue(key, out var lane))
            {
                _lanes[key] = lane = new Lane(key.Urgent ? Urgent : Refreshes);
            }

            lane.Users++;
            return new Place(this, key, lane);
        }
    }

    private void Leave(Place place)
    {
        lock (_lock)
        {
            if (--place.Lane.Users == 0)
            {
                _lanes.Remove(place.Key);
            }
        }
    }

    private sealed class Lane(int places)
    {
        public SemaphoreSlim Places { get; } = new(places);

        public int Users { get; set; }
    }

    private sealed class Place(SyncGate gate, (string Auth, bool Urgent, bool Transformed) key, Lane lane) : IDisposable
    {
        public Lane Lane => lane;

        public (string Auth, bool Urgent, bool Transformed) Key => key;

        public Task WaitAsync(CancellationToken cancellation) => lane.Places.WaitAsync(cancellation);

        public void Dispose()
        {
            lane.Places.Release();
            gate.Leave(this);
        }
    }
}
