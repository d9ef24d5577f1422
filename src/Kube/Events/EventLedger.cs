using System.Globalization;

namespace Coffer.Kube.Events;

/// <summary>
/// Decides what of the recorded Events is written. Repetitions become a count; what exceeds the rates is counted and told with the
/// next one that is written. The figures for one object's Warnings, for forgetting and for the number of entries are those of
/// Kubernetes' own recorder.
/// </summary>
/// <param name="start">Now; makes names unique.</param>
/// <param name="silos">How many silos are at work: they share the rate of Normal Events.</param>
internal sealed class EventLedger(DateTimeOffset start, Func<int> silos)
{
    private const int NormalPerMinute = 100;
    private const int WarningBurst = 25;
    private const int MaxEntries = 4096;

    private static readonly TimeSpan WarningInterval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Dictionary<(string, bool, string, string), Entry> _entries = [];
    private readonly Dictionary<string, (TokenBucket Bucket, DateTimeOffset Used)> _warnings = [];
    private readonly NormalQuota _normal = new();
    private long _names = start.UtcTicks;

    private sealed record Entry(string? Name, int Count, DateTimeOffset First, DateTimeOffset Last);

    /// <summary>Counts the Event; null when nothing is to be written now.</summary>
    public EventWrite? Take(PendingEvent pending, DateTimeOffset now)
    {
        var known = _entries.TryGetValue(pending.Identity, out var entry) && now - entry.Last <= Memory
            ? entry
            : new Entry(null, 0, now, now);
        var counted = known with { Count = known.Count + 1, Last = now };
        if (!IsWithinRates(pending, now))
        {
            Store(pending, counted);
            return null;
        }

        var name = known.Name ?? NextName(pending);
        Store(pending, counted with { Name = name });
        return new EventWrite(name, known.Name is null, counted.Count, counted.First, counted.Last);
    }

    /// <summary>The Event object is not there (any more): the next one is created.</summary>
    public void Lost(PendingEvent pending)
    {
        if (_entries.TryGetValue(pending.Identity, out var entry))
        {
            _entries[pending.Identity] = entry with { Name = null };
        }
    }

    private bool IsWithinRates(PendingEvent pending, DateTimeOffset now) => pending.Warning
        ? BucketOf(pending, now).TryTake(now)
        : _normal.TryTake(pending.About.Key.Namespace, now, NormalPerMinute / Math.Clamp(silos(), 1, NormalPerMinute));

    private TokenBucket BucketOf(PendingEvent pending, DateTimeOffset now)
    {
        Forget(_warnings, known => known.Used);
        var bucket = _warnings.TryGetValue(pending.About.Uid, out var held)
            ? held.Bucket
            : new TokenBucket(WarningBurst, WarningInterval, now);
        _warnings[pending.About.Uid] = (bucket, now);
        return bucket;
    }

    private void Store(PendingEvent pending, Entry entry)
    {
        Forget(_entries, known => known.Last);
        _entries[pending.Identity] = entry;
    }

    private static void Forget<TKey, TValue>(Dictionary<TKey, TValue> map, Func<TValue, DateTimeOffset> age)
        where TKey : notnull
    {
        if (map.Count < MaxEntries)
        {
            return;
        }

        foreach (var (key, _) in map.OrderBy(entry => age(entry.Value)).Take(MaxEntries / 4).ToList())
        {
            map.Remove(key);
        }
    }

    /// <summary>As kubectl users know it: the object's name, a dot, hexadecimal digits.</summary>
    private string NextName(PendingEvent pending)
    {
        const int MaxObjectName = 253 - 17;
        var name = pending.About.Key.Name;
        var suffix = (++_names).ToString("x16", CultureInfo.InvariantCulture);
        return $"{(name.Length > MaxObjectName ? name[..MaxObjectName].TrimEnd('.', '-') : name)}.{suffix}";
    }
}
