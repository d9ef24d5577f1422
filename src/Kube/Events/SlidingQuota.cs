namespace Coffer.Kube.Events;

/// <summary>Lets at most so many through in any stretch of time: a bucket that refills would let twice as many through in the first one.</summary>
/// <param name="most">How many.</param>
/// <param name="stretch">In which time.</param>
internal sealed class SlidingQuota(int most, TimeSpan stretch)
{
    private readonly Queue<DateTimeOffset> _taken = new(most);

    public bool TryTake(DateTimeOffset time)
    {
        while (_taken.TryPeek(out var oldest) && time - oldest >= stretch)
        {
            _taken.Dequeue();
        }

        if (_taken.Count >= most)
        {
            return false;
        }

        _taken.Enqueue(time);
        return true;
    }
}
