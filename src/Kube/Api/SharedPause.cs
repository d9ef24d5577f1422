namespace Coffer.Kube.Api;

/// <summary>
/// After a 429 nobody on this silo asks again before the time the API server named: one refused request speaks for all, otherwise every caller would learn it by a refusal of its own.
/// </summary>
internal sealed class SharedPause(TimeProvider time, Jitter jitter)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private long _untilTicks;

    public TimeSpan Remaining
    {
        get
        {
            var left = Interlocked.Read(ref _untilTicks) - time.GetUtcNow().UtcTicks;
            return left > 0 ? TimeSpan.FromTicks(left) : TimeSpan.Zero;
        }
    }

    public void Extend(TimeSpan wait)
    {
        var until = time.GetUtcNow().UtcTicks + (wait > Longest ? Longest : wait).Ticks;
        long held;
        do
        {
            held = Interlocked.Read(ref _untilTicks);
        }
        while (held < until && Interlocked.CompareExchange(ref _untilTicks, until, held) != held);
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
