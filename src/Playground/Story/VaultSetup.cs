using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.Playground.Story;

/// <summary>What a Vault administrator does once: a kv-v2 mount, a policy, and logins for one ServiceAccount.</summary>
internal static class VaultSetup
{
    private const string Policy = """path "kvv2/data/demo/*" { capabilities = ["read", "list"] }""";

    public static async Task MountAsync(VaultAdmin vault, CancellationToken cancellation)
    {
        await vault.MountKvAsync("kvv2", 2, cancellation);
        await vault.WritePolicyAsync("demo", Policy, cancellation);
        await vault.WriteAsync("sys/auth/vault-secret-operator", new JsonObject { ["type"] = "kubernetes" }, cancellation);
    }

    public static async Task TrustAsync(VaultAdmin vault, KubeClient kube, CancellationToken cancellation)
    {
        var reviewer = new ObjectId("v1", "ServiceAccount", "vault", "vault-reviewer");
        await vault.WriteAsync("auth/vault-secret-operator/config", new JsonObject
        {
            ["kubernetes_host"] = kube.Server.ToString().TrimEnd('/'),
            ["kubernetes_ca_cert"] = kube.CaPem,
            ["token_reviewer_jwt"] = await kube.TokenAsync(reviewer, cancellation),
            ["disable_local_ca_jwt"] = true,
        }, cancellation);
        await vault.WriteAsync("auth/vault-secret-operator/role/default", new JsonObject
        {
            ["bound_service_account_names"] = "operator-auth",
            ["bound_service_account_namespaces"] = "myapp",
            ["token_policies"] = "demo",
            ["token_ttl"] = "1h",
        }, cancellation);
    }
}
