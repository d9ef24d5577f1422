namespace Coffer.Grains.Feeds;

/// <summary>When the API server was last heard, and what is wrong. Thread-safe.</summary>
internal sealed class FeedLiveness(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _heard = time.GetTimestamp();
    private bool _synced;
    private string? _problem;

    public (bool Synced, TimeSpan Silence, string? Problem) Now
    {
        get
        {
            lock (_gate)
            {
                return (_synced, time.GetElapsedTime(_heard), _problem);
            }
        }
    }

    public void Heard(bool synced = false)
    {
        lock (_gate)
        {
            _heard = time.GetTimestamp();
            _synced |= synced;
            _problem = null;
        }
    }

    public void Broken(string problem)
    {
        lock (_gate)
        {
            _problem = problem;
        }
    }
}
