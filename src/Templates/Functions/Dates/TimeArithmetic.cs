namespace Coffer.Templates.Functions.Dates;

/// <summary>What Go computes with times besides adding durations.</summary>
internal static class TimeArithmetic
{
    /// <summary>Seconds from 1970 back to the first of January of the year 1, Go's zero time.</summary>
    public const long ZeroTime = -62_135_596_800;

    /// <summary>
    /// The same time of day so many years, months and days later; what is beyond the end of a month flows over into the next.
    /// </summary>
    public static TimeValue AddDate(TimeValue time, long years, long months, long days)
    {
        var date = time.Date;
        var month = date.Month - 1 + months;
        var yearsOfMonths = Math.DivRem(month, 12).Remainder < 0 ? (month / 12) - 1 : month / 12;
        var first = new CivilDate(date.Year + years + yearsOfMonths, (int)(month - (yearsOfMonths * 12)) + 1, 1);
        return TimeValue.Of(CivilDate.FromDays(first.Days + date.Day - 1 + days), time.SecondOfDay, time.Nanoseconds, time.Zone);
    }

    /// <summary>The time rounded down to a multiple of a duration since the zero time.</summary>
    public static TimeValue Truncate(TimeValue time, long multiple) => multiple <= 0 ? time : time.Add(-Rest(time, multiple));

    /// <summary>The time rounded to the nearest multiple, half up.</summary>
    public static TimeValue Round(TimeValue time, long multiple)
    {
        if (multiple <= 0)
        {
            return time;
        }

        var rest = Rest(time, multiple);
        return time.Add((ulong)rest * 2 < (ulong)multiple ? -rest : multiple - rest);
    }

    /// <summary>The time as Go source.</summary>
    public static string GoSyntax(TimeValue time)
    {
        var (year, month, day) = time.Date;
        var zone = ReferenceEquals(time.Zone, Zone.Utc) ? "time.UTC"
            : ReferenceEquals(time.Zone, Zone.Local) ? "time.Local"
            : $"time.Location(\"{time.Zone.Name}\")";
        return $"time.Date({year}, time.{TimeNames.Months[month - 1]}, {day}, {time.Hour}, {time.Minute}, "
            + $"{time.Second}, {time.Nanoseconds}, {zone})";
    }

    private static long Rest(TimeValue time, long multiple)
    {
        var total = (((Int128)time.Seconds - ZeroTime) * GoDuration.Second) + time.Nanoseconds;
        var rest = (long)(total % multiple);
        return rest < 0 ? rest + multiple : rest;
    }
}
