namespace Coffer.Embedded.Vault.Core;

/// <summary>The clock of one server. <see cref="Next"/> never gives the same instant twice, so it also orders writes.</summary>
internal sealed class NanoClock(TimeProvider time)
{
    private long _last;

    public TimeProvider Provider => time;

    public DateTimeOffset Now => time.GetUtcNow();

    public Instant Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(Instant.From(Now).UnixNanoseconds + Random.Shared.Next(100), last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return new Instant(next);
            }
        }
    }
}
