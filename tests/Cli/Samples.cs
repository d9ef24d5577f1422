using Coffer.Cli.Resources;
using Coffer.Cli.Status;
using Coffer.Contracts;

namespace Coffer.Cli.Tests;

/// <summary>A chain in which all is well; each test breaks what it is about. Statuses are those that an operator wrote.</summary>
internal static class Samples
{
    public const string Connection = """
        kind: VaultConnection
        metadata: { name: myvault, namespace: vault, generation: 1 }
        spec: { address: "https://vault.vault:8200" }
        status:
          valid: true
          observedGeneration: 1
          conditions: [{ type: Ready, status: "True", reason: Ready, message: "", lastTransitionTime: "2026-11-30T09:00:00Z" }]
        """;

    public const string Auth = """
        kind: VaultAuth
        metadata: { name: login, namespace: vault, generation: 1 }
        spec: { vaultConnectionRef: myvault, method: kubernetes, mount: kubernetes, allowedNamespaces: [shop] }
        status:
          valid: true
          observedGeneration: 1
          conditions: [{ type: Ready, status: "True", reason: Ready, message: "", lastTransitionTime: "2026-11-30T09:00:00Z" }]
        """;

    public const string StaticSecret = """
        kind: VaultStaticSecret
        metadata: { name: database, namespace: shop, uid: 6d1b7d9c-0a51-4f6c-8ff0-2b1d4e1c6f11, generation: 2 }
        spec:
          vaultAuthRef: vault/login
          mount: kvv2
          path: shop/database
          type: kv-v2
          refreshAfter: 60s
          destination: { name: database, create: true }
          rolloutRestartTargets: [{ kind: Deployment, name: web }]
        status:
          observedGeneration: 2
          lastGeneration: 2
          journalVersion: 4
          conditions:
          - { type: SecretSynced, status: "True", reason: Synced, message: in step, lastTransitionTime: "2026-11-30T09:00:05Z" }
          - { type: Healthy, status: "True", reason: Healthy, message: "", lastTransitionTime: "2026-11-30T09:00:05Z" }
          - { type: Ready, status: "True", reason: Ready, message: "", lastTransitionTime: "2026-11-30T09:00:05Z" }
          history:
          - 1 2026-11-30T09:00:05Z SecretWritten InitialSync secret=database version=6 digest=0123456789ab generation=2
          - 2 2026-11-30T10:00:00Z SecretWritten Refresh secret=database version=7 digest=abcdef012345 generation=2
          - 3 2026-11-30T10:00:00Z RestartRequested 1796032800000-abcdef01 Deployment/web
          - 4 2026-11-30T10:00:01Z RestartCompleted 1796032800000-abcdef01 Deployment/web Rolled
          snapshot:
            contentDigest: abcdef0123456789abcdef
            kvVersion: 7
            secretName: database
            phase: Synced
            lastSyncTime: "2026-11-30T10:00:00Z"
            changedTime: "2026-11-30T10:00:00Z"
            restartID: 1796032800000-abcdef01
            restartOutcomes: [{ target: Deployment/web, effect: Rolled, id: 1796032800000-abcdef01 }]
        """;

    public const string Secret = """
        metadata:
          name: database
          namespace: shop
          annotations:
            coffer.secrets.hashicorp.com/content-digest: abcdef0123456789abcdef
            coffer.secrets.hashicorp.com/source: VaultStaticSecret/shop/database
        """;

    private static readonly WorkloadObject Web = new() { Metadata = new() { Name = "web" } };

    public static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public static ChainFacts Facts(string? resource = null) => new()
    {
        Resource = Manifest.Coffer(resource ?? StaticSecret),
        OperatorNamespace = "coffer-system",
        Connection = Of("VaultConnection", "vault", "myvault", "spec.vaultConnectionRef", Manifest.Coffer(Connection)),
        Auth = Of("VaultAuth", "vault", "login", "spec.vaultAuthRef", Manifest.Coffer(Auth)),
        Secret = Of("Secret", "shop", "database", "spec.destination.name", Manifest.Secret(Secret)),
        Workloads = [Of("Deployment", "shop", "web", "spec.rolloutRestartTargets", Web)],
    };

    public static Fact<T> Of<T>(string kind, string ns, string name, string field, T value)
        where T : notnull => new(kind, new ObjectKey(ns, name), field, value);

    public static Fact<T> Missing<T>(Fact<T> fact, FailureKind kind = FailureKind.NotFound)
        where T : notnull => fact with { Found = new Failure(kind, $"{fact.Kind} {fact.Key} does not exist") };

    /// <summary>The VaultStaticSecret with its three verdicts turned to False.</summary>
    public static string Failing(string reason, string message)
    {
        var (said, unhealthy) = ($"reason: {reason}, message: \"{message}\"", $"reason: Unhealthy, message: \"{message}\"");
        return StaticSecret.Replace("\"True\"", "\"False\"", StringComparison.Ordinal)
            .Replace("reason: Synced, message: in step", said, StringComparison.Ordinal)
            .Replace("reason: Healthy, message: \"\"", unhealthy, StringComparison.Ordinal)
            .Replace("reason: Ready, message: \"\"", said, StringComparison.Ordinal);
    }
}
