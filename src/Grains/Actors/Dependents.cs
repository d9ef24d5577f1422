using Coffer.Contracts.Grains;

namespace Coffer.Grains.Actors;

/// <summary>Who wants to hear of changes. Kept in memory only: whoever cares asks again from time to time.</summary>
internal sealed class Dependents
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Keys => _keys;

    public void Add(string key)
    {
        if (key.Length > 0)
        {
            _keys.Add(key);
        }
    }

    public void AddRange(IEnumerable<string> keys) => _keys.UnionWith(keys);

    /// <summary>One-way calls: they neither wait nor fail here.</summary>
    public void Tell<TGrain>(IGrainFactory grains, TimeSpan spread)
        where TGrain : IInformed
    {
        foreach (var key in _keys)
        {
            grains.GetGrain<TGrain>(key).Nudge(spread).Ignore();
        }
    }
}
