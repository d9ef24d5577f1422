using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Dates;

/// <summary>
/// Go's <c>time.Time</c>: a point in time with nanoseconds, seen from a zone. It has no monotonic clock reading,
/// because no function returns one.
/// </summary>
/// <param name="seconds">Since 1970 in UTC.</param>
/// <param name="nanoseconds">0 to 999,999,999.</param>
/// <param name="zone">Where it is seen from.</param>
internal sealed class TimeValue(long seconds, int nanoseconds, Zone zone) : NativeValue
{
    private const int SecondsOfDay = 86_400;
    private const string TextLayout = "2006-01-02 15:04:05.999999999 -0700 MST";

    public long Seconds { get; } = seconds;

    public int Nanoseconds { get; } = nanoseconds;

    public Zone Zone { get; } = zone;

    public CivilDate Date => CivilDate.FromDays(Days);

    public int SecondOfDay => (int)(Local - (Days * SecondsOfDay));

    public int Hour => SecondOfDay / 3600;

    public int Minute => SecondOfDay / 60 % 60;

    public int Second => SecondOfDay % 60;

    /// <summary>0 is Sunday.</summary>
    public int Weekday => (int)((((Days + 4) % 7) + 7) % 7);

    public override string Text => TimeFormat.Format(this, TextLayout);

    public override string GoSyntax => TimeArithmetic.GoSyntax(this);

    public override IReadOnlyList<Value?> Fields =>
    [
        new UintValue((ulong)Nanoseconds, GoTypes.Uint64), IntValue.Int64(Seconds - TimeArithmetic.ZeroTime),
        ReferenceEquals(Zone, Zone.Utc) ? new PointerValue(null, TimeTypes.Location) : new LocationValue(Zone),
    ];

    public override GoType Type => TimeTypes.Time;

    private long Local => Seconds + Zone.Offset;

    private long Days => Local >= 0 ? Local / SecondsOfDay : ((Local + 1) / SecondsOfDay) - 1;

    public static TimeValue Of(CivilDate date, int secondOfDay, int nanoseconds, Zone zone) =>
        new((date.Days * SecondsOfDay) + secondOfDay - zone.Offset, nanoseconds, zone);

    public static TimeValue Of(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var seconds = (long)Math.Floor(ticks / (decimal)TimeSpan.TicksPerSecond);
        return new(seconds, (int)((ticks - (seconds * TimeSpan.TicksPerSecond)) * 100), Zone.Local);
    }

    public override bool IsSame(NativeValue other) =>
        other is TimeValue time && time.Seconds == Seconds && time.Nanoseconds == Nanoseconds && ReferenceEquals(time.Zone, Zone);

    public override bool IsDeeplySame(NativeValue other) =>
        other is TimeValue time && time.Seconds == Seconds && time.Nanoseconds == Nanoseconds && time.Zone.IsDeeplySame(Zone);

    public override string ToJson() => $"\"{TimeFormat.Rfc3339(this)}\"";

    public int CompareTo(TimeValue other) => (Seconds, Nanoseconds).CompareTo((other.Seconds, other.Nanoseconds));

    public TimeValue In(Zone zone) => new(Seconds, Nanoseconds, zone);

    /// <summary>The time some nanoseconds later.</summary>
    public TimeValue Add(long duration)
    {
        var sum = Nanoseconds + (duration % GoDuration.Second);
        var carry = (long)Math.Floor(sum / (double)GoDuration.Second);
        return new(unchecked(Seconds + (duration / GoDuration.Second) + carry), (int)(sum - (carry * GoDuration.Second)), Zone);
    }

    /// <summary>Nanoseconds from another time to this one, the most there can be if they are too many.</summary>
    public long Since(TimeValue earlier)
    {
        var difference = (((Int128)Seconds - earlier.Seconds) * GoDuration.Second) + Nanoseconds - earlier.Nanoseconds;
        return (long)Int128.Clamp(difference, long.MinValue, long.MaxValue);
    }
}
