namespace Coffer.Templates.Functions.Dates;

/// <summary>A time zone of one offset. Like Go's locations, zones are the same only when they are the same object.</summary>
/// <param name="name">Abbreviation; empty when a text gave an offset alone.</param>
/// <param name="offset">Seconds east of Greenwich.</param>
internal sealed class Zone(string name, int offset)
{
    private const int SecondsOfHour = 3600;
    private const int HoursBefore = 12;
    private const int HoursAfter = 14;
    private static readonly Zone[] Unnamed =
        [.. Enumerable.Range(-HoursBefore, HoursBefore + HoursAfter + 1).Select(hours => new Zone("", hours * SecondsOfHour))];

    /// <summary>What a text that says so is in.</summary>
    public static readonly Zone Utc = new("UTC", 0);

    /// <summary>Where the reference's operator runs: UTC too, but a location of its own.</summary>
    public static readonly Zone Local = new("UTC", 0);

    public string Name { get; } = name;

    public int Offset { get; } = offset;

    private bool IsFixed => !ReferenceEquals(this, Utc) && !ReferenceEquals(this, Local);

    /// <summary>Whether Go's <c>reflect.DeepEqual</c> holds of two locations.</summary>
    public bool IsDeeplySame(Zone other) =>
        ReferenceEquals(this, other) || (IsFixed && other.IsFixed && Name == other.Name && Offset == other.Offset);

    /// <summary>Go's <c>time.FixedZone</c>, which keeps those of whole hours without a name.</summary>
    public static Zone Fixed(string name, int offset)
    {
        var hours = offset / SecondsOfHour;
        return name.Length == 0 && offset % SecondsOfHour == 0 && hours is >= -HoursBefore and <= HoursAfter
            ? Unnamed[hours + HoursBefore]
            : new(name, offset);
    }
}
