using System.Diagnostics.CodeAnalysis;

namespace Coffer.Domain.Fairness;

/// <summary>
/// Gives out a few places among many keys (namespaces): who waits is served by turns, one of each key, and first come, first served within a key. No key holds more than its share, so that whoever takes long
/// leaves room for others. Not thread-safe.
/// </summary>
/// <typeparam name="T">Who waits.</typeparam>
/// <param name="places">Places in all, at least 1.</param>
/// <param name="share">Most places of one key, 1 to <paramref name="places"/>.</param>
public sealed class TurnQueue<T>(int places, int share)
{
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    /// <summary>Lanes with somebody waiting and a place of their share left, in the order of their turns.</summary>
    private readonly LinkedList<Lane> _turns = new();
    private int _taken;

    /// <summary>Keys that hold a place or wait for one.</summary>
    public int Keys => _lanes.Count;

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
        if (_taken >= places || _turns.First is not { Value: var lane } first)
        {
            waiter = default;
            return false;
        }

        _turns.Remove(first);
        lane.Turn = null;
        waiter = lane.Waiting.First!.Value;
        lane.Waiting.RemoveFirst();
        _taken++;
        lane.Taken++;
        TakeTurn(lane);
        return true;
    }

    private void TakeTurn(Lane lane)
    {
        if (lane is { Turn: null, Waiting.Count: > 0 } && lane.Taken < share)
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
