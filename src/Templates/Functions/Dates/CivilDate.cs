namespace Coffer.Templates.Functions.Dates;

/// <summary>A date of the Gregorian calendar, which here goes on without end in both directions, as in Go.</summary>
/// <param name="Year">Any year; 0 and negative ones too.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
internal readonly record struct CivilDate(long Year, int Month, int Day)
{
    private const long DaysOf400Years = 146_097;
    private const long DaysBefore1970 = 719_468;
    private static readonly int[] DaysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

    /// <summary>Days since the first of January 1970.</summary>
    public long Days
    {
        get
        {
            // Years that begin in March put the leap day last.
            var year = Month <= 2 ? Year - 1 : Year;
            var era = Math.DivRem(year, 400).Remainder < 0 ? (year / 400) - 1 : year / 400;
            var yearOfEra = year - (era * 400);
            var dayOfYear = (((153 * (Month + (Month > 2 ? -3 : 9))) + 2) / 5) + Day - 1;
            var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
            return (era * DaysOf400Years) + dayOfEra - DaysBefore1970;
        }
    }

    /// <summary>1 to 366.</summary>
    public int YearDay => DaysBeforeMonth[Month - 1] + Day + (Month > 2 && IsLeap(Year) ? 1 : 0);

    public static CivilDate FromDays(long days)
    {
        days += DaysBefore1970;
        var era = Math.DivRem(days, DaysOf400Years).Remainder < 0 ? (days / DaysOf400Years) - 1 : days / DaysOf400Years;
        var dayOfEra = days - (era * DaysOf400Years);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var month = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * month) + 2) / 5)) + 1;
        return new(yearOfEra + (era * 400) + (month >= 10 ? 1 : 0), (int)(month < 10 ? month + 3 : month - 9), day);
    }

    public static bool IsLeap(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    public static int DaysIn(int month, long year) => month == 2 && IsLeap(year) ? 29 : DaysBeforeMonth[month] - DaysBeforeMonth[month - 1];

    /// <summary>Days of a common year before a month, which may be 13.</summary>
    public static int DaysBefore(int month) => DaysBeforeMonth[month - 1];
}
