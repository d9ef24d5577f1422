using System.Globalization;

namespace Coffer.Cli.Output;

/// <summary>Times as kubectl tells them.</summary>
internal static class TimeWords
{
    /// <summary>How long something is ago, e.g. <c>4m</c>; <c>-</c> for never.</summary>
    public static string Age(DateTimeOffset? time, DateTimeOffset now) => time is { } at ? Span(now - at) : "-";

    /// <summary>A length of time in its two largest units where the first is small.</summary>
    public static string Span(TimeSpan span) => span.TotalSeconds switch
    {
        < 0 => "0s",
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalSeconds}s"),
        < 600 when span.Seconds > 0 => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}m{span.Seconds}s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}m"),
        < 28800 when span.Minutes > 0 => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}h{span.Minutes}m"),
        < 172800 => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays}d"),
    };

    /// <summary>RFC 3339 in UTC, whole seconds.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
