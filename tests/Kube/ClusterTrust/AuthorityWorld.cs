using System.Text;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Embedded.Kubernetes;
using Coffer.Kube.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Coffer.Kube.Tests.ClusterTrust;

/// <summary>An API server and silos beside it, each with connections of its own.</summary>
internal sealed class AuthorityWorld : IAsyncDisposable
{
    public const string Name = "coffer-silo-ca-blue";

    private readonly EmbeddedKubernetes _server;
    private readonly string _kubeconfig = Path.GetTempFileName();
    private readonly List<ServiceProvider> _silos = [];
    private readonly HttpClient _admin;

    private AuthorityWorld(EmbeddedKubernetes server)
    {
        _server = server;
        server.WriteKubeconfig(_kubeconfig);
        _admin = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true })
        {
            BaseAddress = server.Address,
        };
        _admin.DefaultRequestHeaders.Authorization = new("Bearer", server.AdminToken);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public static async Task<AuthorityWorld> StartAsync()
    {
        var options = new EmbeddedKubernetesOptions { Manifests = ["{apiVersion: v1, kind: Namespace, metadata: {name: coffer}}"] };
        return new AuthorityWorld(await EmbeddedKubernetes.StartAsync(options, default));
    }

    public IClusterAuthority Silo()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time);
        _silos.Add(services.AddKube(TestOptions.Kube(_kubeconfig) with { ClusterId = "blue" }).BuildServiceProvider());
        return _silos[^1].GetRequiredService<IClusterAuthority>();
    }

    public static async Task<ClusterAuthority> EnsureAsync(IClusterAuthority silo)
    {
        var outcome = await silo.EnsureAsync(default);
        Assert.True(outcome.TryGet(out var authority, out var failure), failure?.Message);
        return authority;
    }

    public async Task<Failure> FailAsync() => (await Silo().EnsureAsync(default)).Failure!;

    /// <summary>The Secret as it is stored.</summary>
    public async Task<JsonNode> SecretAsync() => JsonNode.Parse(await _admin.GetStringAsync($"api/v1/namespaces/coffer/secrets/{Name}"))!;

    /// <summary>Stores a Secret by hand.</summary>
    public async Task PutAsync(string certificates, string keys)
    {
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = Name },
            ["stringData"] = new JsonObject { ["ca.crt"] = certificates, ["ca.key"] = keys },
        };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _admin.PostAsync("api/v1/namespaces/coffer/secrets", content);
        answer.EnsureSuccessStatusCode();
    }

    public async Task DeleteAsync()
    {
        using var answer = await _admin.DeleteAsync($"api/v1/namespaces/coffer/secrets/{Name}");
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        _admin.Dispose();
        await _server.DisposeAsync();
        File.Delete(_kubeconfig);
    }
}
