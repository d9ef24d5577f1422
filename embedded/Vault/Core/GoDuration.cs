using System.Globalization;
using System.Text;

namespace Coffer.Embedded.Vault.Core;

/// <summary>Durations as Vault reads them ("1h30m", "90", 90) and as Go writes them ("1h30m0s").</summary>
internal static class GoDuration
{
    private static readonly (string Unit, double Seconds)[] Units =
        [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (double.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            duration = TimeSpan.FromSeconds(seconds);
            return true;
        }

        var negative = text.StartsWith('-');
        var rest = text.AsSpan(negative ? 1 : 0);
        double total = 0;
        while (!rest.IsEmpty)
        {
            if (!TryPart(ref rest, out var part))
            {
                return false;
            }

            total += part;
        }

        duration = TimeSpan.FromSeconds(negative ? -total : total);
        return text.Length > 0;
    }

    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "0s";
        }

        var text = new StringBuilder(duration < TimeSpan.Zero ? "-" : "");
        var span = duration.Duration();
        if (span >= TimeSpan.FromHours(1))
        {
            text.Append(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}h");
        }

        if (span >= TimeSpan.FromMinutes(1))
        {
            text.Append(CultureInfo.InvariantCulture, $"{span.Minutes}m");
        }

        var seconds = (span.Ticks % TimeSpan.TicksPerMinute) / (decimal)TimeSpan.TicksPerSecond;
        return text.Append(seconds.ToString("0.#######", CultureInfo.InvariantCulture)).Append('s').ToString();
    }

    /// <summary>The form in warnings: "1h" and not "1h0m0s".</summary>
    public static string Short(TimeSpan duration)
    {
        var text = Format(duration);
        if (text.EndsWith("m0s", StringComparison.Ordinal))
        {
            text = text[..^2];
        }

        return text.EndsWith("h0m", StringComparison.Ordinal) ? text[..^2] : text;
    }

    private static bool TryPart(ref ReadOnlySpan<char> rest, out double seconds)
    {
        seconds = 0;
        var digits = 0;
        while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.'))
        {
            digits++;
        }

        var end = digits;
        while (end < rest.Length && !char.IsAsciiDigit(rest[end]) && rest[end] != '.')
        {
            end++;
        }

        var unit = rest[digits..end].ToString();
        var match = Array.Find(Units, u => u.Unit == unit);
        if (match.Unit is null
            || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        seconds = number * match.Seconds;
        rest = rest[end..];
        return true;
    }
}
