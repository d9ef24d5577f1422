namespace Coffer.Kube.Events;

/// <summary>
/// The rate of Normal Events: so many a minute in all, and at most half of them from one namespace, so that a tenant whose secrets change
/// each second leaves room for the others' Events.
/// </summary>
internal sealed class NormalQuota
{
    private static readonly TimeSpan Stretch = TimeSpan.FromMinutes(1);

    private readonly SlidingQuota _all = new(Stretch);
    private readonly Dictionary<string, SlidingQuota> _namespaces = new(StringComparer.Ordinal);

    /// <summary>Lets one through when both rates allow it.</summary>
    /// <param name="namespace">Namespace of the Event.</param>
    /// <param name="time">Now.</param>
    /// <param name="most">So many in the last minute.</param>
    public bool TryTake(string @namespace, DateTimeOffset time, int most)
    {
        var own = _namespaces.GetValueOrDefault(@namespace) ?? new SlidingQuota(Stretch);
        if (_all.Used(time) >= most || own.Used(time) >= Math.Max(1, most / 2))
        {
            return false;
        }

        Forget(time);
        _namespaces[@namespace] = own;
        own.Take(time);
        _all.Take(time);
        return true;
    }

    private void Forget(DateTimeOffset time)
    {
        foreach (var (name, _) in _namespaces.Where(known => known.Value.Used(time) == 0).ToList())
        {
            _namespaces.Remove(name);
        }
    }
}
