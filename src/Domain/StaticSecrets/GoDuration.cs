using System.Globalization;

namespace Coffer.Domain.StaticSecrets;

/// <summary>Durations of manifests: one number and one unit, <c>s</c>, <c>m</c> or <c>h</c>, as the CRDs' pattern allows.</summary>
public static class GoDuration
{
    /// <summary>Reads a duration; null or empty gives zero.</summary>
    /// <returns>False when the text is no duration, or longer than ten years.</returns>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var unit = text[^1] switch { 's' => 1d, 'm' => 60d, 'h' => 3600d, _ => 0d };
        if (unit == 0 || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number * unit > TimeSpan.FromDays(3653).TotalSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(number * unit);
        return true;
    }
}
