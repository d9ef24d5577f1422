using System.Globalization;

namespace Coffer.Contracts;

/// <summary>
/// The resourceVersions of the API server: of one kind of object they are compared as numbers, as its own rule allows. The only place that
/// reads one.
/// </summary>
public static class ResourceVersions
{
    /// <summary>The number of a version that the API server sent.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ulong Number(string version) => ulong.Parse(version, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The number of a version that may stand in a text of anybody's; 0 where it is none.</summary>
    public static ulong NumberOrZero(string version) =>
        ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>True when the first is above the second. One that is none is older than any.</summary>
    public static bool IsNewer(string version, string than) => NumberOrZero(version) > NumberOrZero(than);
}
