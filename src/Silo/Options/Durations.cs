using System.Globalization;

namespace Coffer.Silo.Options;

/// <summary>Reads times as manifests and the reference's flags write them: a number and one unit.</summary>
internal static class Durations
{
    public static bool TryParse(string text, out TimeSpan value)
    {
        var unit = text.TrimStart("0123456789.".ToCharArray());
        var seconds = unit switch
        {
            "ms" => 0.001,
            "s" => 1,
            "m" => 60,
            "h" => 3600,
            _ => double.NaN,
        };
        var isNumber = double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        var isTime = isNumber && seconds * number <= TimeSpan.MaxValue.TotalSeconds;
        value = isTime ? TimeSpan.FromSeconds(seconds * number) : TimeSpan.Zero;
        return isTime;
    }
}
