using Coffer.EndToEnd.Tests.Harness;

namespace Coffer.Chaos.Tests.World;

/// <summary>What the embedded Vault counted.</summary>
internal static class Figure
{
    /// <summary>Logins since the server started.</summary>
    public static long Logins(Servers servers) => servers.EmbeddedVault!.Requests.Snapshot()
        .Where(kind => kind.Key.Path.StartsWith("auth/", StringComparison.Ordinal)
            && kind.Key.Path.EndsWith("/login", StringComparison.Ordinal))
        .Sum(kind => kind.Value);

    /// <summary>Everything it was asked with the operator's rights: reads and logins, not what the test writes.</summary>
    public static long Asked(Servers servers) =>
        servers.EmbeddedVault!.Requests.Snapshot().Where(kind => kind.Key.Operation == "read").Sum(kind => kind.Value) + Logins(servers);
}
