namespace Coffer.Templates.Formatting;

/// <summary>What <c>#</c> does to a float: there is always a point, and <c>%g</c> keeps its trailing zeros.</summary>
internal static class SharpFloat
{
    private const int DefaultDigits = 6;

    /// <param name="number">Formatted, without sign.</param>
    /// <param name="format">The letter it was formatted with.</param>
    /// <param name="precision">The precision asked for, or -1.</param>
    public static string Complete(string number, char format, int precision)
    {
        var digits = format is 'g' or 'G' or 'x' ? (precision < 0 ? DefaultDigits : precision) : 0;
        var isHex = format is 'x' or 'X';
        var end = number.AsSpan().IndexOfAny(isHex ? "pP" : "eE");
        var tail = end < 0 ? "" : number[end..];
        var body = end < 0 ? number : number[..end];
        var sawNonzero = false;
        foreach (var c in body)
        {
            if (c == '.')
            {
                continue;
            }

            sawNonzero |= c != '0';
            digits -= sawNonzero ? 1 : 0;
        }

        if (!body.Contains('.', StringComparison.Ordinal))
        {
            digits -= body == "0" ? 1 : 0;
            body += ".";
        }

        return body + new string('0', Math.Max(0, digits)) + tail;
    }
}
