namespace Coffer.Grains.Observability;

/// <summary>The actors of one sort that are active on this silo, to be asked when somebody wants to see. Thread-safe.</summary>
internal sealed class ActiveActors<T>
    where T : class
{
    private readonly HashSet<T> _all = new(ReferenceEqualityComparer.Instance);
    private readonly Lock _gate = new();

    public void Join(T actor)
    {
        lock (_gate)
        {
            _all.Add(actor);
        }
    }

    public void Leave(T actor)
    {
        lock (_gate)
        {
            _all.Remove(actor);
        }
    }

    public T[] All()
    {
        lock (_gate)
        {
            return [.. _all];
        }
    }
}
