namespace Coffer.Templates.Functions.Dates;

/// <summary>Reads zones: abbreviations, which Go can only guess at, and offsets.</summary>
internal static class ZoneReader
{
    private const int LongestOffset = 23;

    /// <summary>How long the abbreviation at the start of a text is; 0 if there is none.</summary>
    public static int NameLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 3)
        {
            return 0;
        }

        if (text.StartsWith("ChST") || text.StartsWith("MeST"))
        {
            return 4;
        }

        if (text.StartsWith("GMT"))
        {
            return 3 + SignedOffsetLength(text[3..]);
        }

        if (text[0] is '+' or '-')
        {
            return SignedOffsetLength(text);
        }

        var end = text[..Math.Min(6, text.Length)].IndexOfAnyExceptInRange('A', 'Z');
        return (end < 0 ? Math.Min(6, text.Length) : end) switch
        {
            5 when text[4] == 'T' => 5,
            4 when text[3] == 'T' || text.StartsWith("WITA") => 4,
            3 => 3,
            _ => 0,
        };
    }

    /// <summary>The offset of an abbreviation such as GMT+3, in seconds; other abbreviations are taken for 0.</summary>
    public static int OffsetOfName(ReadOnlySpan<char> name) =>
        name.Length > 3 && name.StartsWith("GMT")
        && int.TryParse(name[3..], System.Globalization.CultureInfo.InvariantCulture, out var hours)
            ? hours * 3600
            : 0;

    /// <summary>Reads an offset spelled as the layout does.</summary>
    /// <param name="reader">Where it stands.</param>
    /// <param name="spelling">The layout's element, for example -07:00.</param>
    /// <param name="offset">In seconds.</param>
    /// <param name="range">What is out of range, if anything.</param>
    public static bool Offset(ref TimeReader reader, ReadOnlySpan<char> spelling, out int offset, out string? range)
    {
        (offset, range) = (0, null);
        var text = reader.Rest;
        if (text.Length < spelling.Length || (spelling.Length > 3 && spelling[3] == ':' && !HasColons(text, spelling)))
        {
            return false;
        }

        reader.Advance(spelling.Length);
        var step = spelling.Length > 3 && spelling[3] == ':' ? 3 : 2;
        var minutes = 0;
        var seconds = 0;
        var isRead = TwoDigits(text, 1, out var hours)
            && (spelling.Length <= 3 || TwoDigits(text, 1 + step, out minutes))
            && (spelling.Length <= 6 || TwoDigits(text, 1 + (2 * step), out seconds));
        range = seconds > 60 ? "time zone offset second"
            : minutes > 60 ? "time zone offset minute"
            : hours > 24 ? "time zone offset hour"
            : null;
        offset = ((((hours * 60) + minutes) * 60) + seconds) * (text[0] == '-' ? -1 : 1);
        return isRead && text[0] is '+' or '-';
    }

    private static bool HasColons(ReadOnlySpan<char> text, ReadOnlySpan<char> spelling) =>
        text[3] == ':' && (spelling.Length <= 6 || text[6] == ':');

    private static bool TwoDigits(ReadOnlySpan<char> text, int start, out int number)
    {
        number = 0;
        if (!char.IsAsciiDigit(text[start]) || !char.IsAsciiDigit(text[start + 1]))
        {
            return false;
        }

        number = ((text[start] - '0') * 10) + text[start + 1] - '0';
        return true;
    }

    private static int SignedOffsetLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('+' or '-'))
        {
            return 0;
        }

        var digits = text[1..].IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length - 1 : digits;
        return digits > 0 && ulong.TryParse(text.Slice(1, digits), System.Globalization.CultureInfo.InvariantCulture, out var hours)
            && hours <= LongestOffset
            ? digits + 1
            : 0;
    }
}
