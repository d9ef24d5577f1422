namespace Coffer.Kube.Events;

/// <summary>
/// Lets at most so many through in any stretch of time: a bucket that refills would let twice as many through in the first one.
/// </summary>
/// <param name="stretch">In which time.</param>
internal sealed class SlidingQuota(TimeSpan stretch)
{
    private readonly Queue<DateTimeOffset> _taken = [];

    /// <summary>How many went through in the stretch that ends now.</summary>
    public int Used(DateTimeOffset time)
    {
        while (_taken.TryPeek(out var oldest) && time - oldest >= stretch)
        {
            _taken.Dequeue();
        }

        return _taken.Count;
    }

    /// <summary>Lets one through.</summary>
    public void Take(DateTimeOffset time) => _taken.Enqueue(time);
}
