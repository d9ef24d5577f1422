using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Coffer.Embedded.Kubernetes.Storage;

/// <summary>The place of etcd: tables of immutable objects, one global revision, compare-and-set by reference.</summary>
internal sealed class ObjectStore(int historySize, int watchBuffer)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, ObjectTable> _tables = new();
    private readonly Channel<(ObjectTable Table, Change Change)> _feed = Channel.CreateUnbounded<(ObjectTable, Change)>();
    private OwnerIndex _owners = new();
    private long _revision;

    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Every change that a controller may have to answer: deletions, owned objects, objects being deleted.</summary>
    public ChannelReader<(ObjectTable Table, Change Change)> Feed => _feed.Reader;

    public Func<string, StoredObject, bool>? DropsEvent { get; set; }

    public ObjectTable Table(string name) => _tables.GetOrAdd(name, key => new ObjectTable(key, historySize));

    public IEnumerable<ObjectTable> Tables => _tables.Values;

    /// <returns>The stored version; null when the key is taken.</returns>
    public StoredObject? Create(ObjectTable table, string key, JsonObject value)
    {
        lock (_gate)
        {
            return table.Find(key) is null ? Put(table, null, key, value) : null;
        }
    }

    /// <returns>The stored version; null when <paramref name="expected"/> is no longer the current one.</returns>
    public StoredObject? Replace(ObjectTable table, StoredObject expected, JsonObject value)
    {
        lock (_gate)
        {
            return ReferenceEquals(table.Find(expected.Key), expected) ? Put(table, expected, expected.Key, value) : null;
        }
    }

    /// <returns>The last state under its final revision; null when <paramref name="expected"/> is no longer the current one.</returns>
    public StoredObject? Remove(ObjectTable table, StoredObject expected, JsonObject lastState)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(table.Find(expected.Key), expected))
            {
                return null;
            }

            var revision = ++_revision;
            var last = StoredObject.Create(expected.Key, revision, lastState);
            Record(table, new Change(revision, expected, last, IsDeletion: true));
            return last;
        }
    }

    /// <summary>The latest revision whose change all watchers have in their queues.</summary>
    public long SettledRevision()
    {
        lock (_gate)
        {
            return _revision;
        }
    }

    public (ImmutableSortedSet<StoredObject> Objects, long Revision) Snapshot(ObjectTable table)
    {
        lock (_gate)
        {
            return (table.Sorted, _revision);
        }
    }

    /// <returns>The objects as of then; null when that is forgotten.</returns>
    public ImmutableSortedSet<StoredObject>? SnapshotAt(ObjectTable table, long revision)
    {
        lock (_gate)
        {
            return revision < table.Oldest ? null : table.At(revision);
        }
    }

    /// <summary>Opens a watch after a revision, or (null) with the present objects first.</summary>
    /// <returns>The watcher is null when the revision is forgotten; then the oldest known one tells why.</returns>
    public (Watcher? Watcher, ImmutableSortedSet<StoredObject> Initial, long Revision) Watch(ObjectTable table, long? after)
    {
        lock (_gate)
        {
            if (after < table.Oldest)
            {
                return (null, [], table.Oldest);
            }

            var watcher = new Watcher(table.Name, watchBuffer) { Drops = change => DropsEvent?.Invoke(table.Name, change.Current) == true };
            if (after is not { } since)
            {
                table.Watchers.Add(watcher);
                return (watcher, table.Sorted, _revision);
            }

            if (table.BeginsInThePast)
            {
                table.BeginsInThePast = false;
                watcher.Repeat(table.Since(0));
            }
            else
            {
                foreach (var change in table.Since(since))
                {
                    watcher.Recall(change);
                }
            }

            table.Watchers.Add(watcher);
            return (watcher, [], since);
        }
    }

    public void Unwatch(ObjectTable table, Watcher watcher)
    {
        lock (_gate)
        {
            table.Watchers.Remove(watcher);
        }
    }

    public void ForEachWatcher(Action<Watcher> action)
    {
        List<Watcher> open;
        lock (_gate)
        {
            open = [.. _tables.Values.SelectMany(table => table.Watchers).Where(watcher => !watcher.IsOverrun)];
        }

        open.ForEach(action);
    }

    /// <summary>Offers all that is remembered to the watchers once more.</summary>
    public void Repeat(string? resource)
    {
        lock (_gate)
        {
            foreach (var table in _tables.Values.Where(table => resource is null || table.Name == resource))
            {
                table.Watchers.ForEach(watcher => watcher.Repeat(table.Since(0)));
            }
        }
    }

    /// <summary>
    /// Ends the watches that are open; the next one of each table that goes on from a revision is told all that is remembered.
    /// </summary>
    public void ReopenInThePast(string? resource)
    {
        lock (_gate)
        {
            foreach (var table in _tables.Values.Where(table => table.Watchers.Count > 0 && (resource is null || table.Name == resource)))
            {
                table.BeginsInThePast = true;
                table.Watchers.ForEach(watcher => watcher.Close());
            }
        }
    }

    public void Compact()
    {
        lock (_gate)
        {
            foreach (var table in _tables.Values)
            {
                table.Compact(_revision);
            }
        }
    }

    /// <summary>All objects as they are now.</summary>
    public ClusterSnapshot Save()
    {
        lock (_gate)
        {
            return new ClusterSnapshot(_revision, _tables.ToDictionary(table => table.Key, table => table.Value.Sorted));
        }
    }

    /// <summary>
    /// Goes back to what was saved, the revision with it: numbers that were given out before are given out again, for other changes. No
    /// watch may be open.
    /// </summary>
    /// <param name="revision">The revision to go on from.</param>
    /// <param name="saved">What a table, by its name, held then.</param>
    public void Restore(long revision, Func<string, ImmutableSortedSet<StoredObject>> saved)
    {
        lock (_gate)
        {
            (_revision, _owners) = (revision, new OwnerIndex());
            foreach (var table in _tables.Values)
            {
                table.Restore(saved(table.Name), revision);
                foreach (var value in table.Sorted)
                {
                    Notice(table, new Change(value.Revision, null, value, IsDeletion: false));
                }
            }
        }
    }

    public IReadOnlyList<(ObjectTable Table, string Key)> OwnedBy(string uid)
    {
        lock (_gate)
        {
            return _owners.OwnedBy(uid);
        }
    }

    public (ObjectTable Table, StoredObject Value)? FindUid(string uid)
    {
        lock (_gate)
        {
            return _owners.Find(uid) is { } place && place.Table.Find(place.Key) is { } value ? (place.Table, value) : null;
        }
    }

    private StoredObject Put(ObjectTable table, StoredObject? previous, string key, JsonObject value)
    {
        var revision = ++_revision;
        var stored = StoredObject.Create(key, revision, value);
        Record(table, new Change(revision, previous, stored, IsDeletion: false));
        return stored;
    }

    private void Record(ObjectTable table, Change change)
    {
        table.Record(change);
        Notice(table, change);
    }

    private void Notice(ObjectTable table, Change change)
    {
        _owners.Record(table, change);
        if (change.IsDeletion || change.Current.Header.Owners.Count > 0 || change.Current.Header.IsDeleting
            || change.Current.Header.IsAccountToken)
        {
            _feed.Writer.TryWrite((table, change));
        }
    }
}
