using System.Globalization;

namespace Coffer.Domain.Workloads;

/// <summary>Ids of restart requests are compared by the number before the dash, Unix milliseconds of the request.</summary>
public static class RestartId
{
    /// <summary>True when the first id is of a later request. An id without a number counts as the oldest.</summary>
    public static bool IsNewer(string id, string than) => Number(id) > Number(than);

    private static long Number(string id)
    {
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        return long.TryParse(dash < 0 ? id : id.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
