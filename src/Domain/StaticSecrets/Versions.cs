using System.Globalization;

namespace Coffer.Domain.StaticSecrets;

/// <summary>Versions of one object are compared as numbers.</summary>
public static class Versions
{
    /// <summary>True when the first is above the second; an unreadable one counts as 0.</summary>
    public static bool IsNewer(string version, string than) => Number(version) > Number(than);

    private static ulong Number(string version) => ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
