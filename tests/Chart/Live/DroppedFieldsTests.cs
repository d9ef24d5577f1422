using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Live.Policies;
using Coffer.Chart.Tests.Support;
using Coffer.Contracts.Ports;
using Coffer.Embedded.Kubernetes;
using Coffer.Kube;
using Coffer.Silo.Hosting;
using Coffer.Silo.Options;
using Coffer.Silo.Schemas;
using Coffer.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coffer.Chart.Tests.Live;

/// <summary>CRDs of another release are noticed, also where they drop only what manifests say.</summary>
[Collection(LifeUnderPoliciesTests.Neighbours)]
public sealed class DroppedFieldsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What is taken away, and what is told of it.</summary>
    [Theory]
    [InlineData("vaultstaticsecrets", "spec/properties/destination/properties/transformation/properties/mapTemplate",
        "spec.destination.transformation.mapTemplate")]
    [InlineData("vaultstaticsecrets", "spec/properties/rolloutRestartTargets/items/properties/name", "spec.rolloutRestartTargets[].name")]
    [InlineData("vaultstaticsecrets",
        "spec/properties/destination/properties/transformation/properties/templates/additionalProperties/properties/text",
        "spec.destination.transformation.templates{}.text")]
    [InlineData("vaultstaticsecrets", "status/properties/snapshot", "status.snapshot")]
    [InlineData("vaultdynamicsecrets", "spec/properties/syncConfig", "spec.syncConfig")]
    public async Task A_field_that_the_cluster_drops_is_named(string plural, string field, string told)
    {
        await using var cluster = await Cluster.StartAsync();
        Assert.Empty(await cluster.FindAsync());

        var id = new ObjectId("apiextensions.k8s.io/v1", "CustomResourceDefinition", null, $"{plural}.secrets.hashicorp.com");
        var whole = (await cluster.Kube.FindAsync(id, default))!["spec"]!["versions"]!;
        var versions = whole.DeepClone();
        var steps = field.Split('/');
        var parent = steps[..^1].Aggregate(versions[0]!["schema"]!["openAPIV3Schema"]!["properties"], (node, step) => node![step])!;
        Assert.True(parent.AsObject().Remove(steps[^1]));
        await DefineAsync(cluster, id, versions);

        var dropped = Assert.Single(await cluster.FindAsync());
        Assert.Equal(plural, dropped.Kind.Plural);
        Assert.Equal([told], dropped.Paths);
        await cluster.SaysAsync(
            $"The CRD {id.Name} in the cluster is not of this release: the API server drops {told} from manifests and status");
    }

    [ServerFact]
    public async Task A_real_API_server_keeps_every_field()
    {
        using var admin = new KubeClient(Needs.Kubeconfig!);
        await Definitions.InstallAsync(admin, default);
        await using var services = Services(Needs.Kubeconfig!);

        await Until.SeenAsync("the API server to keep every field", Patience, async () =>
        {
            var outcome = await services.GetRequiredService<IServedSchemas>().FindDroppedAsync(default);
            return (outcome.TryGet(out var dropped, out var failure) && dropped.Count == 0, failure?.Message
                ?? string.Join("; ", dropped!.Select(fields => $"{fields.Kind.Plural}: {string.Join(", ", fields.Paths)}")));
        }, default);
    }

    private static Task DefineAsync(Cluster cluster, ObjectId id, JsonNode versions) =>
        cluster.Kube.MergeAsync(id, new JsonObject { ["spec"] = new JsonObject { ["versions"] = versions.DeepClone() } }, default);

    private static ServiceProvider Services(string kubeconfig) => new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
        .AddKube(AdapterHosting.Kube(OptionsReader.Defaults()) with { Kubeconfig = kubeconfig, Namespace = "default" })
        .BuildServiceProvider();

    private sealed class Cluster : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coffer-fields-");
        private readonly EmbeddedKubernetes _server;
        private readonly ServiceProvider _services;

        private Cluster(EmbeddedKubernetes server)
        {
            _server = server;
            var kubeconfig = Path.Combine(_folder.FullName, "kubeconfig");
            server.WriteKubeconfig(kubeconfig);
            Kube = new KubeClient(kubeconfig);
            _services = Services(kubeconfig);
        }

        public KubeClient Kube { get; }

        public static async Task<Cluster> StartAsync() =>
            new(await EmbeddedKubernetes.StartAsync(
                new EmbeddedKubernetesOptions { CrdFolders = [Path.Combine(Repository.Chart, "crds")] }, default));

        public async Task<IReadOnlyList<DroppedFields>> FindAsync()
        {
            var outcome = await _services.GetRequiredService<IServedSchemas>().FindDroppedAsync(default);
            Assert.True(outcome.TryGet(out var dropped, out var failure), failure?.Message);
            return dropped!;
        }

        /// <summary>What the operator's log has of it.</summary>
        public async Task SaysAsync(string words)
        {
            var log = new Log();
            using var service = new SchemaService(_services.GetRequiredService<IServedSchemas>(), TimeProvider.System, log);
            await service.StartAsync(default);
            await Until.SeenAsync(words, Patience, () => Task.FromResult(
                (log.Lines.Any(line => line.Contains(words, StringComparison.Ordinal)), string.Join("; ", log.Lines))), default);
            await service.StopAsync(default);
        }

        public async ValueTask DisposeAsync()
        {
            await _services.DisposeAsync();
            Kube.Dispose();
            await _server.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }

    private sealed class Log : ILogger<SchemaService>
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception));
    }
}
