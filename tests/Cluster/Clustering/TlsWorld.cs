using Coffer.Contracts.Ports;
using Coffer.Embedded.Kubernetes;
using Coffer.Kube;
using Coffer.Silo.Clustering;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Cluster.Tests.Clustering;

/// <summary>An API server with the namespaces of two operators, and silos.</summary>
internal sealed class TlsWorld : IAsyncDisposable
{
    private readonly EmbeddedKubernetes _server;
    private readonly string _kubeconfig = Path.GetTempFileName();
    private readonly string _powerless = Path.GetTempFileName();
    private readonly List<TlsSilo> _silos = [];

    private TlsWorld(EmbeddedKubernetes server)
    {
        _server = server;
        server.WriteKubeconfig(_kubeconfig);
    }

    public KubeOptions Home => TestOptions.Kube(_kubeconfig) with { ClusterId = "blue" };

    public KubeOptions Elsewhere => Home with { Namespace = "elsewhere" };

    /// <summary>The options of a silo without credentials.</summary>
    public KubeOptions WithoutRights
    {
        get
        {
            File.WriteAllText(_powerless, _server.Kubeconfig("none").Replace(
                "    token: none\n", "    username: nobody\n    password: none\n", StringComparison.Ordinal));
            return Home with { Kubeconfig = _powerless };
        }
    }

    public static async Task<TlsWorld> StartAsync()
    {
        var options = new EmbeddedKubernetesOptions
        {
            Manifests = ["{apiVersion: v1, kind: Namespace, metadata: {name: coffer}}",
                "{apiVersion: v1, kind: Namespace, metadata: {name: elsewhere}}"],
        };
        return new TlsWorld(await EmbeddedKubernetes.StartAsync(options, default));
    }

    /// <summary>A silo that belongs here, started.</summary>
    public async Task<TlsSilo> SiloAsync(TlsSilo? primary = null, TimeProvider? time = null, TlsOptions? options = null)
    {
        var silo = Keep(TlsSilo.Create(Home, primary?.Port, time, options));
        await silo.StartAsync();
        return silo;
    }

    public TlsSilo Keep(TlsSilo silo)
    {
        _silos.Add(silo);
        return silo;
    }

    /// <summary>The authority as a silo with this clock finds, or makes, it.</summary>
    public static async Task<ClusterAuthority> AuthorityAsync(KubeOptions kube, TimeProvider? time = null)
    {
        await using var services = new ServiceCollection().AddLogging()
            .AddSingleton(time ?? TimeProvider.System).AddKube(kube).BuildServiceProvider();
        var outcome = await services.GetRequiredService<IClusterAuthority>().EnsureAsync(default);
        Assert.True(outcome.TryGet(out var authority, out var failure), failure?.Message);
        return authority;
    }

    /// <summary>Somebody deletes the Secret.</summary>
    public async Task ForgetAuthorityAsync()
    {
        using var trusting = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var admin = new HttpClient(trusting) { BaseAddress = _server.Address };
        admin.DefaultRequestHeaders.Authorization = new("Bearer", _server.AdminToken);
        using var answer = await admin.DeleteAsync("api/v1/namespaces/coffer/secrets/coffer-silo-ca-blue");
        answer.EnsureSuccessStatusCode();
    }

    public Task TakeDownAsync() => _server.StopAsync(default);

    public Task BringBackAsync() => _server.StartAsync(default);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_silos.Select(silo => silo.DisposeAsync().AsTask()));
        await _server.DisposeAsync();
        File.Delete(_kubeconfig);
        File.Delete(_powerless);
    }
}
