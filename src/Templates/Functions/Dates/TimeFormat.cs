using System.Globalization;
using System.Text;
using Coffer.Templates.Calls;

namespace Coffer.Templates.Functions.Dates;

/// <summary>Times as texts by a layout, which shows how a certain second of the year 2006 would look.</summary>
internal static class TimeFormat
{
    private const string RfcLayout = "2006-01-02T15:04:05.999999999Z07:00";

    public static string Format(TimeValue time, string layout)
    {
        var text = new StringBuilder(layout.Length + 10);
        for (var rest = layout.AsSpan(); !rest.IsEmpty;)
        {
            var chunk = LayoutChunk.Next(rest);
            text.Append(rest[..chunk.Start]);
            if (chunk.Element == LayoutElement.None)
            {
                break;
            }

            Append(text, time, chunk.Element, rest.Slice(chunk.Start, chunk.Length));
            rest = rest[(chunk.Start + chunk.Length)..];
        }

        return text.ToString();
    }

    /// <summary>As in JSON.</summary>
    /// <exception cref="FunctionError">The year has not four digits, or the zone a day or more.</exception>
    public static string Rfc3339(TimeValue time)
    {
        if (time.Date.Year is < 0 or > 9999)
        {
            throw new FunctionError("year outside of range [0,9999]");
        }

        return Math.Abs(time.Zone.Offset) / 3600 >= 24
            ? throw new FunctionError("timezone hour outside of range [0,23]")
            : Format(time, RfcLayout);
    }

    private static void Append(StringBuilder text, TimeValue time, LayoutElement element, ReadOnlySpan<char> spelling)
    {
        var date = time.Date;
        _ = element switch
        {
            LayoutElement.LongYear => Number(text, date.Year, 4),
            LayoutElement.Year => Number(text, Math.Abs(date.Year) % 100, 2),
            LayoutElement.LongMonth => text.Append(TimeNames.Months[date.Month - 1]),
            LayoutElement.Month => text.Append(TimeNames.ShortMonths[date.Month - 1]),
            LayoutElement.NumericMonth => Number(text, date.Month, 0),
            LayoutElement.ZeroMonth => Number(text, date.Month, 2),
            LayoutElement.LongWeekday => text.Append(TimeNames.Days[time.Weekday]),
            LayoutElement.Weekday => text.Append(TimeNames.ShortDays[time.Weekday]),
            LayoutElement.Day => Number(text, date.Day, 0),
            LayoutElement.SpaceDay => text.Append(CultureInfo.InvariantCulture, $"{date.Day,2}"),
            LayoutElement.ZeroDay => Number(text, date.Day, 2),
            LayoutElement.SpaceYearDay => text.Append(CultureInfo.InvariantCulture, $"{date.YearDay,3}"),
            LayoutElement.ZeroYearDay => Number(text, date.YearDay, 3),
            LayoutElement.ZoneName => AppendZoneName(text, time.Zone),
            LayoutElement.ZoneOffset => AppendOffset(text, time.Zone.Offset, spelling),
            LayoutElement.Fraction or LayoutElement.ShortFraction => AppendFraction(text, time.Nanoseconds, spelling),
            _ => AppendClock(text, time, element),
        };
    }

    private static StringBuilder AppendClock(StringBuilder text, TimeValue time, LayoutElement element)
    {
        var hour12 = time.Hour % 12 == 0 ? 12 : time.Hour % 12;
        return element switch
        {
            LayoutElement.Hour => Number(text, time.Hour, 2),
            LayoutElement.Hour12 => Number(text, hour12, 0),
            LayoutElement.ZeroHour12 => Number(text, hour12, 2),
            LayoutElement.Minute => Number(text, time.Minute, 0),
            LayoutElement.ZeroMinute => Number(text, time.Minute, 2),
            LayoutElement.Second => Number(text, time.Second, 0),
            LayoutElement.ZeroSecond => Number(text, time.Second, 2),
            LayoutElement.UpperHalf => text.Append(time.Hour >= 12 ? "PM" : "AM"),
            _ => text.Append(time.Hour >= 12 ? "pm" : "am"),
        };
    }

    private static StringBuilder Number(StringBuilder text, long number, int width) =>
        text.Append(number < 0 ? "-" : "").Append(Math.Abs(number).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'));

    private static StringBuilder AppendZoneName(StringBuilder text, Zone zone) =>
        zone.Name.Length > 0 ? text.Append(zone.Name) : AppendOffset(text, zone.Offset, "-0700");

    private static StringBuilder AppendOffset(StringBuilder text, int offset, ReadOnlySpan<char> spelling)
    {
        if (offset == 0 && spelling[0] == 'Z')
        {
            return text.Append('Z');
        }

        var minutes = Math.Abs(offset / 60);
        var colon = spelling.Contains(':') ? ":" : "";
        text.Append(offset / 60 < 0 ? '-' : '+');
        Number(text, minutes / 60, 2);
        if (spelling.Length > 3)
        {
            Number(text.Append(colon), minutes % 60, 2);
        }

        return spelling.Length > 6 ? Number(text.Append(colon), Math.Abs(offset) % 60, 2) : text;
    }

    private static StringBuilder AppendFraction(StringBuilder text, int nanoseconds, ReadOnlySpan<char> spelling)
    {
        var places = spelling.Length - 1;
        var digits = nanoseconds.ToString("D9", CultureInfo.InvariantCulture)[..Math.Min(places, 9)];
        if (spelling[1] == '0')
        {
            return text.Append(spelling[0]).Append(digits);
        }

        digits = digits.TrimEnd('0');
        return digits.Length == 0 ? text : text.Append(spelling[0]).Append(digits);
    }
}
