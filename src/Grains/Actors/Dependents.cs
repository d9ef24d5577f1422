using Coffer.Contracts.Grains;

namespace Coffer.Grains.Actors;

/// <summary>
/// Who wants to hear of changes. Kept in memory only: whoever cares asks again every few minutes, and who has not for an hour is gone.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="grain">Whom to tell, by key; null for nobody.</param>
internal sealed class Dependents<TKey>(TimeProvider time, Func<TKey, IDependent?> grain)
    where TKey : notnull
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly Dictionary<TKey, DateTimeOffset> _asked = [];
    private DateTimeOffset _swept;

    public IReadOnlyCollection<TKey> Keys
    {
        get
        {
            Sweep(time.GetUtcNow());
            return _asked.Keys;
        }
    }

    public void Add(TKey key) => AddRange([key]);

    public void AddRange(IEnumerable<TKey> keys)
    {
        var now = time.GetUtcNow();
        foreach (var key in keys)
        {
            _asked[key] = now;
        }

        if (now - _swept >= Forgotten)
        {
            Sweep(now);
        }
    }

    /// <inheritdoc cref="Tell(IEnumerable{TKey}, TimeSpan)"/>
    public void Tell(TimeSpan spread) => Tell(Keys, spread);

    /// <summary>One-way calls: they neither wait nor fail here.</summary>
    public void Tell(IEnumerable<TKey> keys, TimeSpan spread)
    {
        foreach (var key in keys)
        {
            grain(key)?.DependencyChanged(spread).Ignore();
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        _swept = now;
        foreach (var (key, asked) in _asked)
        {
            if (now - asked >= Forgotten)
            {
                _asked.Remove(key);
            }
        }
    }
}
