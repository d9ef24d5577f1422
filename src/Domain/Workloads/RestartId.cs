using System.Globalization;

namespace Coffer.Domain.Workloads;

/// <summary>
/// Ids of restart requests, <c>number-digest</c>: they are compared by the number, which is the Unix milliseconds of the request or one
/// more than that of the request before.
/// </summary>
public static class RestartId
{
    /// <summary>The number of an id; -1 for a text that is none, which so counts as the oldest.</summary>
    public static long Number(string id)
    {
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        var number = dash < 0 ? id : id.AsSpan(0, dash);
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1;
    }

    /// <summary>True when the first id is of a later request.</summary>
    public static bool IsNewer(string id, string than) => Number(id) > Number(than);

    /// <summary>The id of a new request, later than the one before.</summary>
    /// <param name="before">Id of the request before; null where there was none.</param>
    /// <param name="at">When it is made.</param>
    /// <param name="digest">Eight hex digits or more of the content that it is for.</param>
    public static string Next(string? before, DateTimeOffset at, string digest)
    {
        var number = Math.Max(at.ToUnixTimeMilliseconds(), before is null ? 0 : Number(before) + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{number}-{digest[..8]}");
    }
}
