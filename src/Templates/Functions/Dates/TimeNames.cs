namespace Coffer.Templates.Functions.Dates;

/// <summary>Names of months and weekdays.</summary>
internal static class TimeNames
{
    private const int ShortLength = 3;

    public static IReadOnlyList<string> Months { get; } =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary>From Sunday on.</summary>
    public static IReadOnlyList<string> Days { get; } = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public static IReadOnlyList<string> ShortMonths { get; } = [.. Months.Select(Short)];

    public static IReadOnlyList<string> ShortDays { get; } = [.. Days.Select(Short)];

    private static string Short(string name) => name[..ShortLength];
}
