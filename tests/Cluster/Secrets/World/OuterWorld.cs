using System.Reflection;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes;
using Coffer.Embedded.Vault;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets.World;

/// <summary>An embedded Kubernetes API and an embedded Vault that trusts it: what outlives every incarnation of the operator.</summary>
public sealed class OuterWorld : IAsyncDisposable
{
    internal const string Home = "coffer-system";
    internal const string Kv = "kv";
    internal const string KvV1 = "kv1";
    internal const string Auth = "kubernetes";
    internal const string Role = "reader";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coffer-world-");
    private int _tenants;

    private OuterWorld(EmbeddedKubernetes kubernetes, EmbeddedVault vault)
    {
        (Kubernetes, Vault) = (kubernetes, vault);
        kubernetes.WriteKubeconfig(Kubeconfig);
        Kube = new KubeClient(Kubeconfig);
        Admin = new VaultAdmin(vault.Address, vault.RootToken);
    }

    internal EmbeddedKubernetes Kubernetes { get; }

    internal EmbeddedVault Vault { get; }

    internal KubeClient Kube { get; }

    internal VaultAdmin Admin { get; }

    internal string Kubeconfig => Path.Combine(_folder.FullName, "kubeconfig");

    internal static async Task<OuterWorld> StartAsync(EmbeddedVaultOptions? vaultOptions = null, TimeProvider? time = null)
    {
        var crds = Path.Combine(RepositoryRoot(), "helm", "coffer", "crds");
        var options = new EmbeddedKubernetesOptions { CrdFolders = [crds], Time = time ?? TimeProvider.System };
        var kubernetes = await EmbeddedKubernetes.StartAsync(options, CancellationToken.None);
        var vault = await EmbeddedVault.StartAsync(
            vaultOptions ?? new EmbeddedVaultOptions { DevSecretMount = false }, CancellationToken.None);
        var world = new OuterWorld(kubernetes, vault);
        await world.BuildAsync();
        return world;
    }

    /// <summary>A namespace of its own with everything that a VaultStaticSecret needs.</summary>
    internal async Task<Tenant> TenantAsync(string name)
    {
        var tenant = new Tenant(this, $"{name}-{Interlocked.Increment(ref _tenants)}".ToLowerInvariant());
        await tenant.BuildAsync();
        return tenant;
    }

    /// <summary>Gives Vault a fresh token to have others' tokens reviewed with: it lives for an hour.</summary>
    internal async Task TrustAsync() => await Admin.WriteAsync($"auth/{Auth}/config", new JsonObject
    {
        ["kubernetes_host"] = Kube.Server.ToString().TrimEnd('/'),
        ["kubernetes_ca_cert"] = Kube.CaPem,
        ["token_reviewer_jwt"] = await Kube.TokenAsync(new ObjectId("v1", "ServiceAccount", Home, "reviewer"), default),
        ["disable_local_ca_jwt"] = true,
    }, default);

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        Kube.Dispose();
        await Vault.DisposeAsync();
        await Kubernetes.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task BuildAsync()
    {
        await Kube.ApplyYamlAsync($$"""
            apiVersion: v1
            kind: Namespace
            metadata: { name: {{Home}} }
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: reviewer, namespace: {{Home}} }
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: { name: reviewer }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:auth-delegator" }
            subjects: [{ kind: ServiceAccount, name: reviewer, namespace: {{Home}} }]
            """, default);
        await Admin.MountKvAsync(Kv, 2, default);
        await Admin.MountKvAsync(KvV1, 1, default);
        await Admin.WritePolicyAsync(Role, $$"""
            path "{{Kv}}/data/*" { capabilities = ["read", "list"] }
            path "{{KvV1}}/*" { capabilities = ["read", "list"] }
            """, default);
        await Admin.WriteAsync($"sys/auth/{Auth}", new JsonObject { ["type"] = "kubernetes" }, default);
        await TrustAsync();
        await Admin.WriteAsync($"auth/{Auth}/role/{Role}", new JsonObject
        {
            ["bound_service_account_names"] = "reader",
            ["bound_service_account_namespaces"] = "*",
            ["token_policies"] = Role,
            ["token_ttl"] = "1h",
        }, default);
    }

    private static string RepositoryRoot() => typeof(OuterWorld).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;
}
