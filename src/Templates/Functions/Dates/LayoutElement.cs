namespace Coffer.Templates.Functions.Dates;

/// <summary>What a part of a layout stands for; the comments show how the layout spells it.</summary>
internal enum LayoutElement
{
    /// <summary>No element: the layout is text to its end.</summary>
    None,

    /// <summary>January</summary>
    LongMonth,

    /// <summary>Jan</summary>
    Month,

    /// <summary>1</summary>
    NumericMonth,

    /// <summary>01</summary>
    ZeroMonth,

    /// <summary>Monday</summary>
    LongWeekday,

    /// <summary>Mon</summary>
    Weekday,

    /// <summary>2</summary>
    Day,

    /// <summary>_2</summary>
    SpaceDay,

    /// <summary>02</summary>
    ZeroDay,

    /// <summary>__2</summary>
    SpaceYearDay,

    /// <summary>002</summary>
    ZeroYearDay,

    /// <summary>15</summary>
    Hour,

    /// <summary>3</summary>
    Hour12,

    /// <summary>03</summary>
    ZeroHour12,

    /// <summary>4</summary>
    Minute,

    /// <summary>04</summary>
    ZeroMinute,

    /// <summary>5</summary>
    Second,

    /// <summary>05</summary>
    ZeroSecond,

    /// <summary>2006</summary>
    LongYear,

    /// <summary>06</summary>
    Year,

    /// <summary>PM</summary>
    UpperHalf,

    /// <summary>pm</summary>
    LowerHalf,

    /// <summary>MST</summary>
    ZoneName,

    /// <summary>-0700 and its relatives; those with Z print that for UTC.</summary>
    ZoneOffset,

    /// <summary>.000</summary>
    Fraction,

    /// <summary>.999</summary>
    ShortFraction,
}
