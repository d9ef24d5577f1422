namespace Coffer.Bench.Serving;

/// <summary>Tells reads of secrets and logins apart from everything else that Vault was asked.</summary>
internal static class Asked
{
    /// <summary>Folder of the secrets, with the part that kv-v2 adds to the mount.</summary>
    private const string SecretsPath = "kvv2/data/demo/";

    public static Counts Count(IReadOnlyList<KubeCount> kubernetes, IReadOnlyList<VaultCount> vault)
    {
        var reads = vault.Where(IsRead).Sum(kind => kind.Count);
        var logins = vault.Where(IsLogin).Sum(kind => kind.Count);
        return new Counts(kubernetes, reads, logins, vault.Sum(kind => kind.Count) - reads - logins);
    }

    /// <summary>Reads of each secret, by its path below the folder.</summary>
    public static Dictionary<string, long> Reads(IReadOnlyList<VaultCount> vault) =>
        vault.Where(IsRead).GroupBy(kind => kind.Path[SecretsPath.Length..])
            .ToDictionary(path => path.Key, path => path.Sum(kind => kind.Count));

    private static bool IsRead(VaultCount kind) => kind.Operation == "read" && kind.Path.StartsWith(SecretsPath, StringComparison.Ordinal);

    private static bool IsLogin(VaultCount kind) =>
        kind.Operation == "update" && kind.Path.StartsWith("auth/", StringComparison.Ordinal)
        && kind.Path.EndsWith("/login", StringComparison.Ordinal);
}
