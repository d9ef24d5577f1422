using Coffer.Embedded.Kubernetes;
using Coffer.Embedded.Vault;

namespace Coffer.Playground.Hosting;

/// <summary>An embedded Kubernetes API and an embedded Vault, and a kubeconfig file for the first.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private readonly EmbeddedKubernetes _kubernetes;
    private readonly EmbeddedVault _vault;
    private readonly DirectoryInfo _folder;

    private Servers(EmbeddedKubernetes kubernetes, EmbeddedVault vault, DirectoryInfo folder) =>
        (_kubernetes, _vault, _folder) = (kubernetes, vault, folder);

    public string Kubeconfig => Path.Combine(_folder.FullName, "kubeconfig");

    public Uri VaultAddress => _vault.Address;

    public string VaultToken => _vault.RootToken;

    public static async Task<Servers> StartAsync(CancellationToken cancellation)
    {
        var kubernetes = await EmbeddedKubernetes.StartAsync(new EmbeddedKubernetesOptions(), cancellation);
        var vault = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions { DevSecretMount = false }, cancellation);
        var servers = new Servers(kubernetes, vault, Directory.CreateTempSubdirectory("coffer-"));
        kubernetes.WriteKubeconfig(servers.Kubeconfig);
        return servers;
    }

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        await _kubernetes.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
