using System.Diagnostics.CodeAnalysis;

namespace Coffer.Domain.Fairness;

/// <summary>
/// Gives out a few places among many keys (namespaces): who waits is served by turns, one of each key, and first come, first served within
/// a key. No key holds more than its share, so that whoever takes long leaves room for others: a place that is held can't be taken back for
/// somebody who comes later. Not thread-safe.
/// </summary>
/// <typeparam name="T">Who waits.</typeparam>
/// <param name="places">Places in all, at least 1.</param>
/// <param name="share">Most places of a key when there are so many in all; at least 1.</param>
public sealed class TurnQueue<T>(int places, Func<string, int, int> share)
{
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    /// <summary>Lanes with somebody waiting and a place of their share left, in the order of their turns.</summary>
    private readonly LinkedList<Lane> _turns = new();
    private int _places = places;
    private int _taken;

    /// <summary>Places in all.</summary>
    public int Places => _places;

    /// <summary>Keys that hold a place or wait for one.</summary>
    public int Keys => _lanes.Count;

    /// <summary>Changes the number of places, to at least 1. Those that are held beyond a smaller number are not taken back.</summary>
    public void Resize(int places)
    {
        _places = places;
        foreach (var lane in _lanes.Values)
        {
            TakeTurn(lane);
        }
    }

    /// <summary>Puts somebody at the end of the key's line.</summary>
    public void Wait(string key, T waiter)
    {
        if (!_lanes.TryGetValue(key, out var lane))
        {
            _lanes[key] = lane = new Lane(key);
        }

        lane.Waiting.AddLast(waiter);
        TakeTurn(lane);
    }

    /// <summary>Takes somebody out of the line; false when he is not in it (any more).</summary>
    public bool GiveUp(string key, T waiter)
    {
        if (!_lanes.TryGetValue(key, out var lane) || !lane.Waiting.Remove(waiter))
        {
            return false;
        }

        if (lane.Waiting.Count == 0 && lane.Turn is { } turn)
        {
            _turns.Remove(turn);
            lane.Turn = null;
        }

        Forget(lane);
        return true;
    }

    /// <summary>Gives back a place of the key.</summary>
    public void Leave(string key)
    {
        var lane = _lanes[key];
        _taken--;
        lane.Taken--;
        TakeTurn(lane);
        Forget(lane);
    }

    /// <summary>Gives a free place to whoever's turn it is; false when there is no place, or nobody who may have it.</summary>
    public bool TryAdmit([MaybeNullWhen(false)] out T waiter)
    {
        while (_taken < _places && _turns.First is { Value: var lane } first)
        {
            _turns.Remove(first);
            lane.Turn = null;
            // Its share may have become smaller since it took its turn.
            if (HasRoom(lane))
            {
                waiter = Admit(lane);
                return true;
            }
        }

        waiter = default;
        return false;
    }

    private T Admit(Lane lane)
    {
        var waiter = lane.Waiting.First!.Value;
        lane.Waiting.RemoveFirst();
        _taken++;
        lane.Taken++;
        TakeTurn(lane);
        return waiter;
    }

    private bool HasRoom(Lane lane) => lane.Taken < share(lane.Key, _places);

    private void TakeTurn(Lane lane)
    {
        if (lane is { Turn: null, Waiting.Count: > 0 } && HasRoom(lane))
        {
            lane.Turn = _turns.AddLast(lane);
        }
    }

    private void Forget(Lane lane)
    {
        if (lane is { Taken: 0, Waiting.Count: 0 })
        {
            _lanes.Remove(lane.Key);
        }
    }

    private sealed class Lane(string key)
    {
        public string Key => key;

        public LinkedList<T> Waiting { get; } = new();

        public LinkedListNode<Lane>? Turn { get; set; }

        public int Taken { get; set; }
    }
}
