using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Http;

/// <summary>How far a standby has followed its active node.</summary>
internal sealed class StandbyView(NanoClock clock, Uri active, TimeSpan lag)
{
    private long _reached = clock.Next().UnixNanoseconds;

    public Uri Active => active;

    /// <summary>What was written up to this instant is seen.</summary>
    public Instant SeenUntil
    {
        get
        {
            var reached = Volatile.Read(ref _reached);
            return lag == Timeout.InfiniteTimeSpan
                ? new Instant(reached)
                : new Instant(Math.Max(reached, Instant.From(clock.Now).UnixNanoseconds - (lag.Ticks * 100)));
        }
    }

    public void CatchUp() => Volatile.Write(ref _reached, clock.Next().UnixNanoseconds);
}
