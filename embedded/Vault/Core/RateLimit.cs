namespace Coffer.Embedded.Vault.Core;

/// <summary>A quota: so many requests per interval on a path and below; the empty path is everything.</summary>
internal sealed class RateLimit(string name, string path, double rate, TimeSpan interval)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _start;
    private double _used;

    public string Name => name;

    public string Path => path;

    public double Rate => rate;

    public TimeSpan Interval => interval;

    public bool Covers(string request) =>
        path.Length == 0 || request == path || request.StartsWith(path.EndsWith('/') ? path : path + "/", StringComparison.Ordinal);

    /// <summary>Takes one request from the allowance.</summary>
    public (bool Allowed, long Remaining, TimeSpan UntilReset) Take(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (now - _start >= interval)
            {
                _start = now;
                _used = 0;
            }

            var allowed = _used + 1 <= Math.Max(1, rate);
            _used += allowed ? 1 : 0;
            return (allowed, (long)Math.Max(0, rate - _used), _start + interval - now);
        }
    }
}
