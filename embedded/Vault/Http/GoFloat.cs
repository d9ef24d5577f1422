using System.Globalization;

namespace Coffer.Embedded.Vault.Http;

/// <summary>
/// A float64 as Go's encoding/json writes it: the shortest digits that read back, with an exponent only below 1e-6 and from 1e21 on.
/// </summary>
internal static class GoFloat
{
    private const int FirstWithExponent = 21;
    private const int LastWithExponent = -7;

    public static string Json(double number)
    {
        var sign = double.IsNegative(number) ? "-" : "";
        if (number == 0)
        {
            return $"{sign}0";
        }

        // The shortest digits that read back, as 1.2345E+019.
        var parts = Math.Abs(number).ToString("E16", CultureInfo.InvariantCulture).Split('E');
        for (var precision = 0; precision < 16; precision++)
        {
            var shorter = Math.Abs(number).ToString($"E{precision}", CultureInfo.InvariantCulture);
            if (double.Parse(shorter, CultureInfo.InvariantCulture) == Math.Abs(number))
            {
                parts = shorter.Split('E');
                break;
            }
        }

        var (digits, exponent) = (parts[0].Replace(".", "", StringComparison.Ordinal), int.Parse(parts[1], CultureInfo.InvariantCulture));
        return sign + (exponent is >= FirstWithExponent or <= LastWithExponent ? WithExponent(digits, exponent) : Plain(digits, exponent));
    }

    private static string WithExponent(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
    }

    private static string Plain(string digits, int exponent) =>
        exponent < 0 ? $"0.{new string('0', -exponent - 1)}{digits}"
        : digits.Length <= exponent + 1 ? digits.PadRight(exponent + 1, '0')
        : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
}
