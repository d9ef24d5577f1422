using System.Buffers;
using System.Globalization;
using System.Text;

namespace Coffer.Templates.Functions.Dates;

/// <summary>Go's <c>time.Duration</c>: nanoseconds in an <c>int64</c>.</summary>
internal static class GoDuration
{
    public const long Microsecond = 1_000;
    public const long Millisecond = 1_000_000;
    public const long Second = 1_000_000_000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    private const ulong Most = 1UL << 63;
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create(".0123456789");

    /// <summary>For example <c>1h15m30.918s</c>; below a second in the largest unit that leaves a number before the point.</summary>
    public static string Format(long duration)
    {
        var magnitude = duration < 0 ? unchecked(0 - (ulong)duration) : (ulong)duration;
        var sign = duration < 0 ? "-" : "";
        return magnitude switch
        {
            0 => "0s",
            < (ulong)Microsecond => $"{sign}{magnitude}ns",
            < (ulong)Millisecond => $"{sign}{Number(magnitude, (ulong)Microsecond)}\u00C2\u00B5s",
            < (ulong)Second => $"{sign}{Number(magnitude, (ulong)Millisecond)}ms",
            _ => sign + FormatLong(magnitude),
        };
    }

    /// <summary>As Go's <c>Duration.Round</c>: half goes away from zero; what cannot be reached stays at the end of the range.</summary>
    public static long Round(long duration, long multiple)
    {
        if (multiple <= 0)
        {
            return duration;
        }

        var rest = duration % multiple;
        var isLess = (ulong)Math.Abs(rest) * 2 < (ulong)multiple;
        if (duration < 0)
        {
            return isLess ? duration - rest : (long)Int128.Max((Int128)duration - rest - multiple, long.MinValue);
        }

        return isLess ? duration - rest : (long)Int128.Min((Int128)duration - rest + multiple, long.MaxValue);
    }

    public static long Truncate(long duration, long multiple) => multiple <= 0 ? duration : duration - (duration % multiple);

    /// <summary>Reads for example <c>-1.5h</c> or <c>2h45m</c>; 0 if it is none, as the functions that ask ignore the error.</summary>
    public static long ParseOrZero(string text)
    {
        var negative = text.StartsWith('-');
        var rest = negative || text.StartsWith('+') ? text.AsSpan(1) : text;
        var total = 0UL;
        while (!rest.IsEmpty)
        {
            if (!TryReadPart(ref rest, out var part) || (total += part) > Most)
            {
                return 0;
            }
        }

        return negative ? unchecked(-(long)total) : total < Most ? (long)total : 0;
    }

    private static bool TryReadPart(ref ReadOnlySpan<char> rest, out ulong part)
    {
        part = 0;
        var whole = Digits(rest);
        rest = rest[whole.Length..];
        var fraction = rest.StartsWith('.') ? Digits(rest[1..]) : default;
        var hasPoint = rest.StartsWith('.');
        rest = rest[(fraction.Length + (hasPoint ? 1 : 0))..];
        if ((whole.IsEmpty && fraction.IsEmpty) || !TryReadWhole(whole, out part))
        {
            return false;
        }

        var end = rest.IndexOfAny(NumberCharacters);
        var unit = Unit(end < 0 ? rest : rest[..end]);
        rest = end < 0 ? default : rest[end..];
        if (unit == 0 || part > Most / unit)
        {
            return false;
        }

        part = (part * unit) + (ulong)(Fraction(fraction, out var scale) * (unit / scale));
        return part <= Most;
    }

    private static bool TryReadWhole(ReadOnlySpan<char> digits, out ulong number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (number > Most / 10 || (number = (number * 10) + (ulong)(digit - '0')) > Most)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The digits after the point as a number, and what to divide it by; those that do not fit are dropped.</summary>
    private static double Fraction(ReadOnlySpan<char> digits, out double scale)
    {
        var number = 0UL;
        scale = 1;
        foreach (var digit in digits)
        {
            if (number > (Most - 1) / 10 || (number * 10) + (ulong)(digit - '0') > Most)
            {
                break;
            }

            number = (number * 10) + (ulong)(digit - '0');
            scale *= 10;
        }

        return number;
    }

    private static ReadOnlySpan<char> Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text : text[..end];
    }

    private static ulong Unit(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1,
        "us" or "\u00C2\u00B5s" or "\u00CE\u00BCs" => (ulong)Microsecond,
        "ms" => (ulong)Millisecond,
        "s" => (ulong)Second,
        "m" => (ulong)Minute,
        "h" => (ulong)Hour,
        _ => 0,
    };

    private static string FormatLong(ulong magnitude)
    {
        var text = new StringBuilder();
        var minutes = magnitude / (ulong)Minute;
        if (minutes >= 60)
        {
            text.Append(minutes / 60).Append('h');
        }

        if (minutes > 0)
        {
            text.Append(minutes % 60).Append('m');
        }

        return text.Append(Number(magnitude % (ulong)Minute, (ulong)Second)).Append('s').ToString();
    }

    /// <summary>A number with as many places as it needs.</summary>
    private static string Number(ulong magnitude, ulong unit)
    {
        var fraction = magnitude % unit;
        var digits = unit.ToString(CultureInfo.InvariantCulture).Length - 1;
        return fraction == 0
            ? $"{magnitude / unit}"
            : $"{magnitude / unit}." + fraction.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0').TrimEnd('0');
    }
}
