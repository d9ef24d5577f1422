namespace Coffer.Templates.Tests.Support;

/// <summary>A clock that goes on by a fixed step each time someone looks at it.</summary>
internal sealed class ManualClock(TimeSpan step) : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks += step.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_ticks);
}
