using System.Globalization;

namespace Coffer.Tests.Support;

/// <summary>
/// A stop watch for what is promised within seconds. It leaves out the time that the machine gave to others: a thread of its own wants to
/// run every few milliseconds, and by what it comes late everything in this machine comes late. Slowness of our own making stays in: that
/// thread needs no thread pool, no lock and no scheduler of Orleans.
/// </summary>
internal sealed class FairWatch
{
    private static readonly long Beat = TimeSpan.FromMilliseconds(10).Ticks;

    /// <summary>What a timer is late on an idle machine.</summary>
    private static readonly long Tolerance = TimeSpan.FromMilliseconds(5).Ticks;

    /// <summary>Time counts for at least this share, however much was missed: a promise is never put off for ever.</summary>
    private const int Share = 10;

    private static readonly long Origin = TimeProvider.System.GetTimestamp();
    private static readonly Lock Gate = new();
    private static long _missed;
    private static long _lastBeat;

    private readonly long _start;
    private readonly long _before;

    static FairWatch() => new Thread(static () => Listen()) { IsBackground = true, Name = nameof(FairWatch) }.Start();

    private FairWatch() => (_start, _before) = Look();

    /// <summary>Time that has passed, without what others took.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            var (now, missed) = Look();
            var wall = now - _start;
            return TimeSpan.FromTicks(Math.Max(wall - (missed - _before), wall / Share));
        }
    }

    /// <summary>Time that has passed on the wall.</summary>
    public TimeSpan Wall => TimeSpan.FromTicks(Look().Now - _start);

    /// <summary>What others took of it.</summary>
    public TimeSpan Missed => Wall - Elapsed;

    public static FairWatch Start() => new();

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds:F1} s ({Wall.TotalSeconds:F1} s on the wall)");

    private static (long Now, long Missed) Look()
    {
        lock (Gate)
        {
            var now = Ticks();
            return (now, _missed + Late(now));
        }
    }

    private static long Late(long now) => now - _lastBeat - Beat is var late && late > Tolerance ? late : 0;

    private static long Ticks() => TimeProvider.System.GetElapsedTime(Origin).Ticks;

    private static void Listen()
    {
        using var never = new ManualResetEventSlim();
        lock (Gate)
        {
            _lastBeat = Ticks();
        }

        while (true)
        {
            never.Wait(TimeSpan.FromTicks(Beat));
            lock (Gate)
            {
                var now = Ticks();
                (_missed, _lastBeat) = (_missed + Late(now), now);
            }
        }
    }
}
