using Coffer.Embedded.Kubernetes;
using Coffer.Embedded.Vault;
using Coffer.Embedded.Vault.Faults;

namespace Coffer.Bench.Serving;

/// <summary>The embedded API server, which counts its requests itself.</summary>
internal sealed class EmbeddedKubernetesUnderTest : IKubernetesUnderTest
{
    private readonly EmbeddedKubernetes _server;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coffer-bench-");

    private EmbeddedKubernetesUnderTest(EmbeddedKubernetes server)
    {
        _server = server;
        Kubeconfig = Path.Combine(_folder.FullName, "kubeconfig");
        server.WriteKubeconfig(Kubeconfig);
    }

    public string Kubeconfig { get; }

    public static async Task<EmbeddedKubernetesUnderTest> StartAsync(CancellationToken cancellation) =>
        new(await EmbeddedKubernetes.StartAsync(new EmbeddedKubernetesOptions { HistorySize = 200_000 }, cancellation));

    public Task<IReadOnlyList<KubeCount>> CountAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<KubeCount>>(
        [.. _server.Requests.Snapshot()
            .Select(kind => new KubeCount(kind.Key.Verb, kind.Key.Resource, kind.Key.Subresource, kind.Key.ContentType, kind.Value))]);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>The embedded Vault, which counts its requests itself.</summary>
internal sealed class EmbeddedVaultUnderTest(EmbeddedVault server) : IVaultUnderTest
{
    public Uri Address => server.Address;

    public string Token => server.RootToken;

    public static async Task<EmbeddedVaultUnderTest> StartAsync(CancellationToken cancellation) =>
        new(await EmbeddedVault.StartAsync(new EmbeddedVaultOptions { DevSecretMount = false }, cancellation));

    public IReadOnlyList<VaultCount> Count() =>
        [.. server.Requests.Snapshot().Select(kind => new VaultCount(kind.Key.Operation, kind.Key.Path, kind.Value))];

    public void SlowDown(TimeSpan latency) => server.Faults.Add(static (_, _, _) => true, new FaultAction.Delay(latency));

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
