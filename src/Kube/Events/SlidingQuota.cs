namespace Coffer.Kube.Events;

/// <summary>Lets at most so many through in any stretch of time: a bucket that refills would let twice as many through in the first one.</summary>
/// <param name="stretch">In which time.</param>
internal sealed class SlidingQuota(TimeSpan stretch)
{
    private readonly Queue<DateTimeOffset> _taken = [];

    public bool TryTake(DateTimeOffset time, int most)
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
