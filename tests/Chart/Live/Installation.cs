using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Rendering;
using Coffer.Embedded.Kubernetes;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.Embedded.Vault;
using Coffer.Playground.Story;
using Coffer.Tests.Support;

namespace Coffer.Chart.Tests.Live;

/// <summary>
/// An embedded Kubernetes that holds to RBAC, an embedded Vault, and in it a release of the chart: its accounts and rights as objects, its
/// Deployment as two silos.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coffer-chart-");
    private readonly EmbeddedKubernetes _kubernetes;
    private readonly EmbeddedVault _vault;
    private readonly List<OperatorPod> _pods = [];

    private Installation(EmbeddedKubernetes kubernetes, EmbeddedVault vault)
    {
        (_kubernetes, _vault) = (kubernetes, vault);
        var admin = Path.Combine(_folder.FullName, "admin");
        kubernetes.WriteKubeconfig(admin);
        Kube = new KubeClient(admin);
        Vault = new VaultAdmin(vault.Address, vault.RootToken);
    }

    public KubeClient Kube { get; }

    public VaultAdmin Vault { get; }

    /// <summary>What the operator asked of the API server so far.</summary>
    public IEnumerable<KubeRequest> Asked =>
        _kubernetes.Requests.Recent.Where(request => request.User == "system:serviceaccount:coffer-system:coffer");

    public static async Task<Installation> StartAsync(string values, CancellationToken cancellation)
    {
        var kubernetes = await EmbeddedKubernetes.StartAsync(new EmbeddedKubernetesOptions(), cancellation);
        var installation = new Installation(
            kubernetes, await EmbeddedVault.StartAsync(new EmbeddedVaultOptions { DevSecretMount = false }, cancellation));
        await installation.PrepareAsync(cancellation);
        await installation.InstallAsync(new Release(values).Render(), cancellation);
        return installation;
    }

    public Task PutAsync(string password, CancellationToken cancellation) =>
        Vault.PutAsync("kvv2", "demo/config", new JsonObject { ["username"] = "demo", ["password"] = password }, cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in _pods)
        {
            await pod.DisposeAsync();
        }

        Vault.Dispose();
        Kube.Dispose();
        await _vault.DisposeAsync();
        await _kubernetes.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        foreach (var crd in Playground.Story.Manifest.Crds())
        {
            await Kube.ApplyYamlAsync(crd, cancellation);
        }

        await VaultSetup.MountAsync(Vault, cancellation);
        await Kube.ApplyYamlAsync(Playground.Story.Manifest.Read("1-vault.yaml"), cancellation);
        await VaultSetup.TrustAsync(Vault, Kube, cancellation);
        await Kube.ApplyYamlAsync("""
            apiVersion: v1
            kind: Namespace
            metadata: { name: coffer-system }
            ---
            apiVersion: v1
            kind: Namespace
            metadata: { name: myapp }
            """, cancellation);
    }

    private async Task InstallAsync(Rendered rendered, CancellationToken cancellation)
    {
        foreach (var manifest in rendered.Manifests.Where(manifest => manifest.Kind is "ServiceAccount" or "Role" or "RoleBinding"
            or "ClusterRole" or "ClusterRoleBinding"))
        {
            await Kube.ApplyAsync(manifest.Json.DeepClone().AsObject(), cancellation);
        }

        var kubeconfig = Path.Combine(_folder.FullName, "operator");
        var token = await Kube.TokenAsync(new ObjectId("v1", "ServiceAccount", "coffer-system", "coffer"), cancellation);
        await File.WriteAllTextAsync(kubeconfig, _kubernetes.Kubeconfig(token), cancellation);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            _pods.Add(await OperatorPod.StartAsync(rendered.One("Deployment"), kubeconfig, cancellation));
        }

        await Task.WhenAll(_pods.Select(pod => pod.ReadyAsync(cancellation)));
    }
}
