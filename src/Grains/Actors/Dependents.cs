using Coffer.Contracts.Grains;

namespace Coffer.Grains.Actors;

/// <summary>Who wants to hear of changes. Kept in memory only: whoever cares asks again every few minutes, and who has not for an hour is gone.</summary>
internal sealed class Dependents(TimeProvider time)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DateTimeOffset> _asked = new(StringComparer.Ordinal);
    private DateTimeOffset _swept;

    public IReadOnlyCollection<string> Keys
    {
        get
        {
            Sweep(time.GetUtcNow());
            return _asked.Keys;
        }
    }

    public void Add(string key)
    {
        if (key.Length > 0)
        {
            AddRange([key]);
        }
    }

    public void AddRange(IEnumerable<string> keys)
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

    /// <inheritdoc cref="Tell{TGrain}(IGrainFactory, IEnumerable{string}, TimeSpan)"/>
    public void Tell<TGrain>(IGrainFactory grains, TimeSpan spread)
        where TGrain : IDependent => Tell<TGrain>(grains, Keys, spread);

    /// <summary>One-way calls: they neither wait nor fail here.</summary>
    public static void Tell<TGrain>(IGrainFactory grains, IEnumerable<string> keys, TimeSpan spread)
        where TGrain : IDependent
    {
        foreach (var key in keys)
        {
            grains.GetGrain<TGrain>(key).DependencyChanged(spread).Ignore();
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
