namespace Coffer.Kube.Events;

/// <summary>Lets a burst through and then a rate.</summary>
/// <param name="burst">Tokens at first, and at most.</param>
/// <param name="interval">Time in which one token grows back.</param>
/// <param name="now">When it is filled.</param>
internal sealed class TokenBucket(int burst, TimeSpan interval, DateTimeOffset now)
{
    private double _tokens = burst;
    private DateTimeOffset _at = now;

    public bool TryTake(DateTimeOffset time)
    {
        if (time > _at)
        {
            _tokens = Math.Min(burst, _tokens + (time - _at) / interval);
            _at = time;
        }

        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
