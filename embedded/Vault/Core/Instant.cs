using System.Globalization;

namespace Coffer.Embedded.Vault.Core;

/// <summary>A point in time to the nanosecond, written as Go writes it: no trailing zeros in the fraction.</summary>
internal readonly record struct Instant(long UnixNanoseconds)
{
    private const long PerSecond = 1_000_000_000;

    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(UnixNanoseconds / 100);

    public static Instant From(DateTimeOffset time) => new((time - DateTimeOffset.UnixEpoch).Ticks * 100);

    public Instant Plus(TimeSpan span) => new(UnixNanoseconds + (span.Ticks * 100));

    public override string ToString()
    {
        var seconds = DateTimeOffset.FromUnixTimeSeconds(UnixNanoseconds / PerSecond);
        var text = seconds.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var fraction = UnixNanoseconds % PerSecond;
        return fraction == 0 ? text + "Z" : text + "." + fraction.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0') + "Z";
    }
}
