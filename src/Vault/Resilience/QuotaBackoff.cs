namespace Coffer.Vault.Resilience;

/// <summary>
/// The wait after a 429 that names none: 1 s, doubling to 30 s while the quota keeps being hit, and from 1 s again after a quiet time.
/// </summary>
internal sealed class QuotaBackoff(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private TimeSpan _wait;
    private long _since;

    /// <summary>How long to wait after a 429 seen now. Many at once count as one.</summary>
    public TimeSpan Next()
    {
        lock (_lock)
        {
            // Timestamps: a clock that is set back must not stretch a wait.
            var elapsed = time.GetElapsedTime(_since);
            if (elapsed >= _wait)
            {
                var quiet = _wait == TimeSpan.Zero || elapsed > _wait * 2;
                _wait = quiet ? First : TimeSpan.FromTicks(Math.Min(_wait.Ticks * 2, Longest.Ticks));
                _since = time.GetTimestamp();
            }

            return _wait;
        }
    }
}
