namespace Coffer.Kube.Api;

/// <summary>
/// After a 429 nobody on this silo asks again before the time the API server named: one refused request speaks for all, otherwise every
/// caller would learn it by a refusal of its own.
/// </summary>
internal sealed class SharedPause(TimeProvider time, Jitter jitter)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>A timestamp, not a time of day: a clock that is set back must not make a pause of an hour.</summary>
    private long _until = time.GetTimestamp();

    public TimeSpan Remaining
    {
        get
        {
            var left = time.GetElapsedTime(time.GetTimestamp(), Interlocked.Read(ref _until));
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void Extend(TimeSpan wait)
    {
        var until = time.GetTimestamp() + (long)((wait > Longest ? Longest : wait).TotalSeconds * time.TimestampFrequency);
        long held;
        do
        {
            held = Interlocked.Read(ref _until);
        }
        while (held < until && Interlocked.CompareExchange(ref _until, until, held) != held);
    }

    /// <summary>Waits until the pause is over; at once false when it lasts longer than the caller can wait.</summary>
    public async Task<bool> PassAsync(TimeSpan patience, CancellationToken cancellation)
    {
        while (Remaining is { Ticks: > 0 } left)
        {
            if (left >= patience)
            {
                return false;
            }

            patience -= left;
            await Task.Delay(jitter.Stretch(left), time, cancellation);
        }

        return true;
    }
}
