using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Coffer.Embedded.Kubernetes.Storage;

/// <summary>All objects of one resource, their recent history and who watches them. Written under the store's lock only.</summary>
internal sealed class ObjectTable(string name, int historySize)
{
    public static readonly ImmutableSortedSet<StoredObject> Empty = ImmutableSortedSet.Create<StoredObject>(KeyComparer.Instance);

    private readonly ConcurrentDictionary<string, StoredObject> _byKey = new(StringComparer.Ordinal);
    private readonly Queue<Change> _history = new();
    private volatile ImmutableSortedSet<StoredObject> _sorted = Empty;

    public string Name { get; } = name;

    public List<Watcher> Watchers { get; } = [];

    /// <summary>The next watch is told all that is remembered, from whatever revision it asks.</summary>
    public bool BeginsInThePast { get; set; }

    /// <summary>Revisions below this one are forgotten.</summary>
    public long Oldest { get; private set; }

    public ImmutableSortedSet<StoredObject> Sorted => _sorted;

    public int Count => _byKey.Count;

    public StoredObject? Find(string key) => _byKey.GetValueOrDefault(key);

    public void Record(Change change)
    {
        if (change.IsDeletion)
        {
            _byKey.TryRemove(change.Current.Key, out _);
            _sorted = _sorted.Remove(change.Current);
        }
        else
        {
            _byKey[change.Current.Key] = change.Current;
            _sorted = (change.Previous is null ? _sorted : _sorted.Remove(change.Previous)).Add(change.Current);
        }

        _history.Enqueue(change);
        if (_history.Count > historySize)
        {
            Oldest = _history.Dequeue().Revision;
        }

        foreach (var watcher in Watchers)
        {
            watcher.Offer(change);
        }
    }

    public void Compact(long revision)
    {
        _history.Clear();
        Oldest = revision;
    }

    /// <summary>Holds what was saved and nothing else; what was before is forgotten.</summary>
    public void Restore(ImmutableSortedSet<StoredObject> saved, long revision)
    {
        Compact(Math.Min(revision, saved.Select(static value => value.Revision).DefaultIfEmpty().Max()));
        _byKey.Clear();
        foreach (var value in saved)
        {
            _byKey[value.Key] = value;
        }

        _sorted = saved;
    }

    public IEnumerable<Change> Since(long revision) => _history.Where(change => change.Revision > revision);

    /// <summary>The table as it was: the changes since, undone backwards.</summary>
    public ImmutableSortedSet<StoredObject> At(long revision)
    {
        var past = _sorted.ToBuilder();
        foreach (var change in _history.Reverse().TakeWhile(change => change.Revision > revision))
        {
            past.Remove(change.Current);
            if (change.Previous is not null)
            {
                past.Add(change.Previous);
            }
        }

        return past.ToImmutable();
    }
}
