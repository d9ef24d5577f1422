using System.Globalization;

namespace Coffer.Domain.Timing;

/// <summary>Durations as manifests and settings write them: one number and one unit.</summary>
public static class Durations
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3653);

    /// <summary>
    /// Reads a duration of a manifest, in <c>s</c>, <c>m</c> or <c>h</c>, as the CRDs' pattern allows; null or empty gives zero.
    /// </summary>
    /// <returns>False when the text is no duration, or longer than ten years.</returns>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        return string.IsNullOrEmpty(text)
            || (!text.EndsWith("ms", StringComparison.Ordinal) && TryParseSetting(text, out duration));
    }

    /// <summary>Reads a duration of a setting, in <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>.</summary>
    /// <returns>False when the text is no duration, or longer than ten years.</returns>
    public static bool TryParseSetting(string text, out TimeSpan duration)
    {
        var number = text.TrimEnd("msh".ToCharArray());
        var unit = text[number.Length..] switch { "ms" => 0.001, "s" => 1, "m" => 60, "h" => 3600, _ => double.NaN };
        var isDuration = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count * unit <= Longest.TotalSeconds;
        duration = isDuration ? TimeSpan.FromSeconds(count * unit) : TimeSpan.Zero;
        return isDuration;
    }
}
