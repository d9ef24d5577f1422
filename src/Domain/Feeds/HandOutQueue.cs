using System.Diagnostics.CodeAnalysis;
using Coffer.Contracts;

namespace Coffer.Domain.Feeds;

/// <summary>
/// What a feed knows and still owes. Per object only the newest news counts: it waits at most once, one hand-out per object is under way,
/// and news that comes meanwhile waits for its end. A failed hand-out is owed until it, or something newer, got through. Namespaces take
/// turns; urgent news goes first. After the hand-out a key and a version are left, no object. All operations but <see cref="Listed"/>,
/// <see cref="Settled"/> and <see cref="RetryNow"/> take constant time (retries logarithmic). Not thread-safe.
/// </summary>
/// <typeparam name="T">What is handed out.</typeparam>
/// <param name="limits">Parallelism and back-off.</param>
/// <param name="merge">Joins older news that was not handed out with newer one; usually the newer.</param>
public sealed class HandOutQueue<T>(HandOutLimits limits, Func<T?, T?, T?> merge)
    where T : class
{
    private readonly Dictionary<ObjectKey, Entry> _entries = [];
    private readonly Dictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);
    private readonly Lane _urgent = new();
    private readonly Lane _ordinary = new();
    private readonly PriorityQueue<Entry, DateTimeOffset> _retries = new();
    private int _listing;
    private int _taken;
    private ulong? _leftBehind;

    /// <summary>A new epoch has begun, and no list in it: whatever comes was asked for before.</summary>
    private bool _awaitsList;

    /// <summary>Objects known.</summary>
    public int Count => _entries.Count;

    /// <summary>When all that is known was last found to be of another past; 0 for never.</summary>
    public long Epoch { get; private set; }

    /// <summary>Objects with news that did not get through yet.</summary>
    public int Dirty { get; private set; }

    /// <summary>Hand-outs that were taken and are neither done nor failed.</summary>
    public int UnderWay { get; private set; }

    /// <summary>When the next failed hand-out is due; null when none waits.</summary>
    public DateTimeOffset? NextRetry => _retries.TryPeek(out _, out var due) ? due : null;

    /// <summary>A list begins: what is not seen until <see cref="Listed"/> is gone.</summary>
    public void Listing()
    {
        _listing++;
        (_leftBehind, _awaitsList) = (null, false);
    }

    /// <summary>
    /// True when the list under way showed an object in an older version than was known when the list was made: there is no innocent way to
    /// that. A younger object of the same name has a higher version.
    /// </summary>
    /// <param name="listed">Version of the list.</param>
    public bool IsBehind(ulong listed) => _leftBehind <= listed;

    /// <summary>
    /// All that is known is of another past. From the next list on, the first sighting of each object is news whatever its version; what
    /// comes before was asked for in the past that was left.
    /// </summary>
    public void Begin(long epoch)
    {
        (Epoch, _awaitsList) = (epoch, true);
        foreach (var entry in _entries.Values)
        {
            entry.Version = 0;
        }
    }

    /// <summary>The object is there but can't be shown: it is not gone.</summary>
    public void SeenUnreadable(ObjectKey key)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            entry.Listing = _listing;
        }
    }

    /// <summary>The object is there. A version not above the newest known is an echo and only counts as seen in the list.</summary>
    /// <param name="key">The object.</param>
    /// <param name="uid">Its UID.</param>
    /// <param name="version">Its resourceVersion.</param>
    /// <param name="item">What to hand out.</param>
    /// <param name="urgent">Goes before news that is not.</param>
    /// <param name="epoch">The epoch when it was asked for; null for the present one. One that was left makes it no news.</param>
    /// <returns>True when it is news.</returns>
    public bool Seen(ObjectKey key, string uid, ulong version, T item, bool urgent, long? epoch = null) =>
        (epoch ?? Epoch) == Epoch && Take(new HandOut<T>(key, uid, version, item, deleted: false, urgent) { Epoch = Epoch });

    /// <summary>The object is gone.</summary>
    /// <returns>True when it is news.</returns>
    public bool Gone(ObjectKey key, string uid, ulong version, T? item) =>
        Take(new HandOut<T>(key, uid, version, item, deleted: true, urgent: false) { Epoch = Epoch });

    /// <summary>The list is complete.</summary>
    /// <returns>
    /// The objects that were not in it; the caller says of each that it is <see cref="Gone"/>. None for a list that began
    /// before the present epoch.
    /// </returns>
    public IReadOnlyList<KnownObject> Listed() =>
        _awaitsList ? [] : [.. _entries.Values.Where(entry => entry.Listing != _listing && !entry.IsGone).Select(entry => entry.Known)];

    /// <summary>The objects whose newest version was handed out and nothing is owed.</summary>
    public IReadOnlyList<KnownObject> Settled() =>
        [.. _entries.Values.Where(entry => entry.Stage == Stage.Idle).Select(entry => entry.Known)];

    /// <summary>The receiver does not hold what was handed out: the next sighting counts as news although its version is known.</summary>
    public void Doubt(KnownObject known)
    {
        if (_entries.TryGetValue(known.Key, out var entry) && entry.Stage == Stage.Idle && entry.Version == known.Version)
        {
            entry.Version = 0;
        }
    }

    /// <summary>Takes the next hand-out that is due, if there is one and there is room for it.</summary>
    public bool TryTake(DateTimeOffset now, [NotNullWhen(true)] out HandOut<T>? handOut)
    {
        while (_retries.TryPeek(out var due, out var time) && time <= now)
        {
            _retries.Dequeue();
            Enqueue(due);
        }

        handOut = UnderWay < limits.Parallel ? Next()?.Leave() : null;
        if (handOut is null)
        {
            return false;
        }

        UnderWay++;
        return true;
    }

    /// <summary>The receiver has it.</summary>
    public void Done(HandOut<T> handOut)
    {
        var entry = Return(handOut);
        if (entry.News is not null)
        {
            Enqueue(entry);
            return;
        }

        Dirty--;
        entry.Stage = Stage.Idle;
        if (handOut.Deleted)
        {
            Remove(entry);
        }
    }

    /// <summary>
    /// The receiver may not have it: it stays owed and is tried again after the back-off, with the newest news there is by then.
    /// </summary>
    public void Failed(HandOut<T> handOut, DateTimeOffset now)
    {
        var entry = Return(handOut);
        var failures = handOut.Failures + 1;
        entry.News = Join(handOut, entry.News ?? handOut, failures);
        entry.Stage = Stage.Waiting;
        _retries.Enqueue(entry, now + limits.RetryAfter(failures));
    }

    /// <summary>Failed hand-outs are due at once: the reason for waiting is probably over.</summary>
    public void RetryNow()
    {
        while (_retries.TryDequeue(out var entry, out _))
        {
            Enqueue(entry);
        }
    }

    private bool Take(HandOut<T> news)
    {
        if (_awaitsList)
        {
            return false;
        }

        var entry = Find(news.Key);
        if (news.Version < entry.Version && entry.Listing != _listing)
        {
            _leftBehind = Math.Min(_leftBehind ?? entry.Version, entry.Version);
        }

        entry.Listing = _listing;
        if (news.Version <= entry.Version)
        {
            return false;
        }

        (entry.Version, entry.Uid) = (news.Version, new CompactUid(news.Uid));
        entry.News = entry.News is { } older ? Join(older, news, older.Failures) : news;
        if (entry.Stage == Stage.Idle)
        {
            Dirty++;
        }

        if (entry.Stage == Stage.Idle || (entry.Stage == Stage.Queued && news.Urgent && !entry.InUrgentLane))
        {
            Enqueue(entry);
        }

        return true;
    }

    private HandOut<T> Join(HandOut<T> older, HandOut<T> newer, int failures) => new(
        newer.Key, newer.Uid, newer.Version, ReferenceEquals(older, newer) ? newer.Item : merge(older.Item, newer.Item), newer.Deleted,
        newer.Urgent)
    {
        Failures = failures,
        Epoch = newer.Epoch,
    };

    private Entry Find(ObjectKey key)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            if (!_tenants.TryGetValue(key.Namespace, out var tenant))
            {
                _tenants.Add(key.Namespace, tenant = new Tenant(key.Namespace));
            }

            tenant.Objects++;
            _entries.Add(key with { Namespace = tenant.Name }, entry = new Entry(key.Name, tenant));
        }

        return entry;
    }

    private void Remove(Entry entry)
    {
        _entries.Remove(entry.Key);
        if (--entry.Tenant.Objects == 0)
        {
            _tenants.Remove(entry.Tenant.Name);
        }
    }

    private void Enqueue(Entry entry)
    {
        entry.Stage = Stage.Queued;
        entry.InUrgentLane = entry.News!.Urgent;
        var lane = entry.InUrgentLane ? _urgent : _ordinary;
        lane.Add(entry, entry.Tenant.UnderWay < limits.PerNamespace);
    }

    private Entry? Next()
    {
        var ordinaryFirst = ++_taken % limits.OrdinaryShare == 0;
        var (first, second) = ordinaryFirst ? (_ordinary, _urgent) : (_urgent, _ordinary);
        return first.Take(limits.PerNamespace, first == _urgent) ?? second.Take(limits.PerNamespace, second == _urgent);
    }

    private Entry Return(HandOut<T> handOut)
    {
        var entry = _entries[handOut.Key];
        entry.DeletionUnderWay = false;
        UnderWay--;
        entry.Tenant.UnderWay--;
        _urgent.Resume(entry.Tenant);
        _ordinary.Resume(entry.Tenant);
        return entry;
    }

    private enum Stage : byte
    {
        Idle,
        Queued,
        Waiting,
        UnderWay,
    }

    private sealed class Entry(string name, Tenant tenant)
    {
        internal Tenant Tenant { get; } = tenant;

        internal ObjectKey Key => new(Tenant.Name, name);

        internal CompactUid Uid { get; set; }

        internal ulong Version { get; set; }

        internal HandOut<T>? News { get; set; }

        internal int Listing { get; set; }

        internal Stage Stage { get; set; }

        internal bool InUrgentLane { get; set; }

        internal bool DeletionUnderWay { get; set; }

        /// <summary>The newest news is a deletion.</summary>
        internal bool IsGone => News?.Deleted ?? DeletionUnderWay;

        internal KnownObject Known => new(Key, Uid.ToString(), Version);

        internal HandOut<T> Leave()
        {
            var news = News!;
            News = null;
            Stage = Stage.UnderWay;
            DeletionUnderWay = news.Deleted;
            Tenant.UnderWay++;
            return news;
        }
    }

    /// <summary>One namespace.</summary>
    private sealed class Tenant(string name)
    {
        internal string Name => name;

        internal int Objects { get; set; }

        internal int UnderWay { get; set; }
    }

    /// <summary>
    /// Namespaces in turn, each with its queue. One that has used up its room is left out until something of it comes back.
    /// </summary>
    private sealed class Lane
    {
        private readonly Dictionary<Tenant, Queue<Entry>> _queues = [];
        private readonly Queue<Tenant> _turns = new();
        private readonly HashSet<Tenant> _parked = [];

        public void Add(Entry entry, bool hasRoom)
        {
            if (!_queues.TryGetValue(entry.Tenant, out var queue))
            {
                _queues.Add(entry.Tenant, queue = new Queue<Entry>());
                if (hasRoom)
                {
                    _turns.Enqueue(entry.Tenant);
                }
                else
                {
                    _parked.Add(entry.Tenant);
                }
            }

            queue.Enqueue(entry);
        }

        public Entry? Take(int perNamespace, bool urgent)
        {
            while (_turns.TryDequeue(out var tenant))
            {
                if (tenant.UnderWay >= perNamespace)
                {
                    _parked.Add(tenant);
                    continue;
                }

                var entry = TakeFrom(_queues[tenant], urgent);
                if (_queues[tenant].Count == 0)
                {
                    _queues.Remove(tenant);
                }
                else
                {
                    _turns.Enqueue(tenant);
                }

                if (entry is not null)
                {
                    return entry;
                }
            }

            return null;
        }

        public void Resume(Tenant tenant)
        {
            if (_parked.Remove(tenant))
            {
                _turns.Enqueue(tenant);
            }
        }

        /// <summary>An entry that was moved to the other lane, or has been taken from there, is left behind here: skip it.</summary>
        private static Entry? TakeFrom(Queue<Entry> queue, bool urgent)
        {
            while (queue.TryDequeue(out var entry))
            {
                if (entry.Stage == Stage.Queued && entry.InUrgentLane == urgent)
                {
                    return entry;
                }
            }

            return null;
        }
    }
}
