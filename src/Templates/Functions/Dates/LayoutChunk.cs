namespace Coffer.Templates.Functions.Dates;

/// <summary>The first element of a layout and where it stands.</summary>
/// <param name="Element">What it is.</param>
/// <param name="Start">How many bytes come before it.</param>
/// <param name="Length">How many bytes it takes.</param>
internal readonly record struct LayoutChunk(LayoutElement Element, int Start, int Length)
{
    private static readonly (string Spelling, LayoutElement Element)[] ByJ =
        [("January", LayoutElement.LongMonth), ("Jan", LayoutElement.Month)];
    private static readonly (string Spelling, LayoutElement Element)[] ByM =
        [("Monday", LayoutElement.LongWeekday), ("Mon", LayoutElement.Weekday), ("MST", LayoutElement.ZoneName)];

    private static readonly (string Spelling, LayoutElement Element)[] ByZero =
    [
        ("01", LayoutElement.ZeroMonth), ("02", LayoutElement.ZeroDay), ("03", LayoutElement.ZeroHour12), ("04", LayoutElement.ZeroMinute),
        ("05", LayoutElement.ZeroSecond), ("06", LayoutElement.Year), ("002", LayoutElement.ZeroYearDay),
    ];

    private static readonly (string Spelling, LayoutElement Element)[] ByDigit =
    [
        ("15", LayoutElement.Hour), ("1", LayoutElement.NumericMonth), ("2006", LayoutElement.LongYear), ("2", LayoutElement.Day),
        ("3", LayoutElement.Hour12), ("4", LayoutElement.Minute), ("5", LayoutElement.Second),
    ];

    private static readonly (string Spelling, LayoutElement Element)[] ByBlank =
        [("_2", LayoutElement.SpaceDay), ("__2", LayoutElement.SpaceYearDay)];
    private static readonly (string Spelling, LayoutElement Element)[] ByHalf =
        [("PM", LayoutElement.UpperHalf), ("pm", LayoutElement.LowerHalf)];
    private static readonly string[] Offsets = ["070000", "07:00:00", "0700", "07:00", "07"];

    public static LayoutChunk Next(ReadOnlySpan<char> layout)
    {
        for (var start = 0; start < layout.Length; start++)
        {
            if (layout[start] == '_' && layout[start..].StartsWith("_2006"))
            {
                return new(LayoutElement.LongYear, start + 1, 4);
            }

            var (element, length) = At(layout[start..]);
            if (element != LayoutElement.None)
            {
                return new(element, start, length);
            }
        }

        return new(LayoutElement.None, layout.Length, 0);
    }

    private static (LayoutElement Element, int Length) At(ReadOnlySpan<char> layout) => layout[0] switch
    {
        'J' => Find(ByJ, layout),
        'M' => Find(ByM, layout),
        '0' => Find(ByZero, layout),
        >= '1' and <= '5' => Find(ByDigit, layout),
        '_' => Find(ByBlank, layout),
        'P' or 'p' => Find(ByHalf, layout),
        '-' or 'Z' => FindOffset(layout),
        '.' or ',' => FindFraction(layout),
        _ => default,
    };

    private static (LayoutElement Element, int Length) Find((string Spelling, LayoutElement Element)[] spellings, ReadOnlySpan<char> layout)
    {
        foreach (var (spelling, element) in spellings)
        {
            if (layout.StartsWith(spelling) && !IsWithinWord(element, layout[spelling.Length..]))
            {
                return (element, spelling.Length);
            }
        }

        return default;
    }

    /// <summary>Short names do not count at the start of longer words, such as "Month".</summary>
    private static bool IsWithinWord(LayoutElement element, ReadOnlySpan<char> after) =>
        element is LayoutElement.Month or LayoutElement.Weekday && after.Length > 0 && char.IsAsciiLetterLower(after[0]);

    private static (LayoutElement Element, int Length) FindOffset(ReadOnlySpan<char> layout)
    {
        foreach (var offset in Offsets)
        {
            if (layout[1..].StartsWith(offset))
            {
                return (LayoutElement.ZoneOffset, offset.Length + 1);
            }
        }

        return default;
    }

    /// <summary>A run of zeros or nines that no other digit follows.</summary>
    private static (LayoutElement Element, int Length) FindFraction(ReadOnlySpan<char> layout)
    {
        if (layout.Length < 2 || layout[1] is not ('0' or '9'))
        {
            return default;
        }

        var end = layout[1..].IndexOfAnyExcept(layout[1]);
        var length = end < 0 ? layout.Length : end + 1;
        return length < layout.Length && char.IsAsciiDigit(layout[length])
            ? default
            : (layout[1] == '0' ? LayoutElement.Fraction : LayoutElement.ShortFraction, length);
    }
}
