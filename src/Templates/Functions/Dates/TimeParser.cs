namespace Coffer.Templates.Functions.Dates;

/// <summary>Reads one time by a layout, as Go's <c>time.ParseInLocation</c> does.</summary>
internal sealed class TimeParser(string layout, string value)
{
    private int _year;
    private int _month = -1;
    private int _day = -1;
    private int _yearDay = -1;
    private int _hour;
    private int _minute;
    private int _second;
    private int _nanoseconds;
    private bool _isForenoon;
    private bool _isAfternoon;
    private Zone? _zone;
    private int? _offset;
    private string _zoneName = "";
    private string? _range;

    /// <exception cref="Calls.FunctionError">The text does not fit the layout, or there is no such time.</exception>
    public TimeValue Parse()
    {
        var reader = new TimeReader(value);
        for (var rest = layout.AsSpan(); ;)
        {
            var chunk = LayoutChunk.Next(rest);
            if (!reader.Skip(rest[..chunk.Start]))
            {
                throw TimeParseError.Mismatch(layout, value, rest[..chunk.Start], reader.Rest);
            }

            if (chunk.Element == LayoutElement.None)
            {
                return reader.Rest.IsEmpty ? Assemble() : throw TimeParseError.ExtraText(value, reader.Rest);
            }

            var spelling = rest.Slice(chunk.Start, chunk.Length);
            rest = rest[(chunk.Start + chunk.Length)..];
            var held = reader.Rest;
            var isRead = Read(ref reader, chunk.Element, spelling, rest);
            if (_range is not null)
            {
                throw TimeParseError.Because(value, _range + " out of range");
            }

            if (!isRead)
            {
                throw TimeParseError.Mismatch(layout, value, spelling, held);
            }
        }
    }

    private bool Read(ref TimeReader reader, LayoutElement element, ReadOnlySpan<char> spelling, ReadOnlySpan<char> after) => element switch
    {
        LayoutElement.Year or LayoutElement.LongYear => ReadYear(ref reader, element),
        <= LayoutElement.ZeroMonth => ReadMonth(ref reader, element),
        LayoutElement.LongWeekday => reader.Name(TimeNames.Days, out _),
        LayoutElement.Weekday => reader.Name(TimeNames.ShortDays, out _),
        <= LayoutElement.ZeroYearDay => ReadDay(ref reader, element),
        <= LayoutElement.ZeroMinute => ReadClock(ref reader, element),
        <= LayoutElement.ZeroSecond => ReadSecond(ref reader, element, after),
        LayoutElement.UpperHalf => ReadHalf(ref reader, "PM", "AM"),
        LayoutElement.LowerHalf => ReadHalf(ref reader, "pm", "am"),
        LayoutElement.ZoneName => ReadZoneName(ref reader),
        LayoutElement.ZoneOffset => ReadOffset(ref reader, spelling),
        LayoutElement.Fraction => reader.Nanoseconds(spelling.Length - 1, out _nanoseconds),
        _ => !reader.IsAtFraction || reader.Nanoseconds(reader.CountDigits(), out _nanoseconds),
    };

    private bool ReadYear(ref TimeReader reader, LayoutElement element)
    {
        if (element == LayoutElement.LongYear)
        {
            return reader.IsDigit(0) && reader.Year(4, out _year);
        }

        var isRead = reader.Year(2, out _year);
        _year += _year >= 69 ? 1900 : 2000;
        return isRead;
    }

    private bool ReadMonth(ref TimeReader reader, LayoutElement element)
    {
        if (element is LayoutElement.LongMonth or LayoutElement.Month)
        {
            var isNamed = reader.Name(element == LayoutElement.Month ? TimeNames.ShortMonths : TimeNames.Months, out _month);
            _month++;
            return isNamed;
        }

        var isRead = reader.Number(element == LayoutElement.ZeroMonth, out _month);
        CheckRange(isRead && _month is < 1 or > 12, "month");
        return isRead;
    }

    private bool ReadDay(ref TimeReader reader, LayoutElement element)
    {
        if (element is LayoutElement.SpaceDay)
        {
            reader.TryTake(' ');
        }

        if (element is not (LayoutElement.SpaceYearDay or LayoutElement.ZeroYearDay))
        {
            return reader.Number(element == LayoutElement.ZeroDay, out _day);
        }

        if (element is LayoutElement.SpaceYearDay && reader.TryTake(' '))
        {
            reader.TryTake(' ');
        }

        return reader.Number3(element == LayoutElement.ZeroYearDay, out _yearDay);
    }

    private bool ReadClock(ref TimeReader reader, LayoutElement element)
    {
        if (element is LayoutElement.Minute or LayoutElement.ZeroMinute)
        {
            var isMinute = reader.Number(element == LayoutElement.ZeroMinute, out _minute);
            CheckRange(_minute >= 60, "minute");
            return isMinute;
        }

        var isRead = reader.Number(element == LayoutElement.ZeroHour12, out _hour);
        CheckRange(_hour >= (element == LayoutElement.Hour ? 24 : 13), "hour");
        return isRead;
    }

    /// <summary>Seconds, and a fraction of one that the layout does not mention.</summary>
    private bool ReadSecond(ref TimeReader reader, LayoutElement element, ReadOnlySpan<char> after)
    {
        if (!reader.Number(element == LayoutElement.ZeroSecond, out _second))
        {
            return false;
        }

        CheckRange(_second >= 60, "second");
        var isMentioned = LayoutChunk.Next(after).Element is LayoutElement.Fraction or LayoutElement.ShortFraction;
        return _range is not null || isMentioned || !reader.IsAtFraction || reader.Nanoseconds(reader.CountDigits(), out _nanoseconds);
    }

    private bool ReadHalf(ref TimeReader reader, string afternoon, string forenoon)
    {
        var isAfternoon = reader.TryTake(afternoon);
        var isForenoon = !isAfternoon && reader.TryTake(forenoon);
        _isAfternoon |= isAfternoon;
        _isForenoon |= isForenoon;
        return isAfternoon || isForenoon;
    }

    private bool ReadZoneName(ref TimeReader reader)
    {
        if (reader.TryTake("UTC"))
        {
            _zone = Zone.Utc;
            return true;
        }

        var length = ZoneReader.NameLength(reader.Rest);
        _zoneName = reader.Rest[..length].ToString();
        reader.Advance(length);
        return length > 0;
    }

    private bool ReadOffset(ref TimeReader reader, ReadOnlySpan<char> spelling)
    {
        if (spelling is "Z07" or "Z0700" or "Z07:00" && reader.TryTake('Z'))
        {
            _zone = Zone.Utc;
            return true;
        }

        var isRead = ZoneReader.Offset(ref reader, spelling, out var offset, out var range);
        _range ??= range;
        _offset = offset;
        return isRead;
    }

    private void CheckRange(bool isOutside, string what) => _range ??= isOutside ? what : null;

    private TimeValue Assemble()
    {
        if (_isAfternoon && _hour < 12)
        {
            _hour += 12;
        }
        else if (_isForenoon && _hour == 12)
        {
            _hour = 0;
        }

        if (_yearDay >= 0)
        {
            SetDateByYearDay();
        }

        var date = new CivilDate(_year, _month < 0 ? 1 : _month, _day < 0 ? 1 : _day);
        return date.Day < 1 || date.Day > CivilDate.DaysIn(date.Month, date.Year)
            ? throw TimeParseError.Because(value, "day out of range")
            : At(date, (((_hour * 60) + _minute) * 60) + _second);
    }

    private void SetDateByYearDay()
    {
        var (day, leap) = (_yearDay, CivilDate.IsLeap(_year));
        var isLeapDay = leap && day == 60;
        day -= leap && day > 60 ? 1 : 0;
        if (day is < 1 or > 365)
        {
            throw TimeParseError.Because(value, "day-of-year out of range");
        }

        var month = isLeapDay ? 2 : 1;
        while (!isLeapDay && CivilDate.DaysBefore(month + 1) < day)
        {
            month++;
        }

        day = isLeapDay ? 29 : day - CivilDate.DaysBefore(month);
        if (_month >= 0 && _month != month)
        {
            throw TimeParseError.Because(value, "day-of-year does not match month");
        }

        if (_day >= 0 && _day != day)
        {
            throw TimeParseError.Because(value, "day-of-year does not match day");
        }

        (_month, _day) = (month, day);
    }

    private TimeValue At(CivilDate date, int secondOfDay)
    {
        if (_zone is null && _offset is null or -1 && _zoneName.Length > 0)
        {
            // What an abbreviation stands for is unknown, so the clock is taken for UTC's; GMT+3 is merely shown from there.
            return TimeValue.Of(date, secondOfDay, _nanoseconds, Zone.Utc).In(Zone.Fixed(_zoneName, ZoneReader.OffsetOfName(_zoneName)));
        }

        return TimeValue.Of(date, secondOfDay, _nanoseconds, _zone ?? OffsetZone());
    }

    /// <summary>The local zone is UTC, so an offset of zero is taken for it.</summary>
    private Zone OffsetZone() => _offset is null or -1 or 0 && _zoneName is "" or "UTC" ? Zone.Local : Zone.Fixed(_zoneName, _offset ?? 0);
}
