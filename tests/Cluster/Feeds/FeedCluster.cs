using Coffer.Cluster.Tests.Sharing;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Workloads;
using Coffer.Grains;
using Coffer.Grains.Feeds;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Coffer.Cluster.Tests.Feeds;

/// <summary>Silos with one feed, over an API in memory.</summary>
internal sealed class FeedCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private FeedCluster(InProcessTestCluster cluster, ResourceKind kind) => (_cluster, Kind) = (cluster, kind);

    public required MemoryApi Api { get; init; }

    public required Telling Telling { get; init; }

    public ResourceKind Kind { get; }

    public string FeedKey => $"{Kind.Plural}/*";

    public IGrainFactory Grains => _cluster.Client;

    public IReadOnlyList<InProcessSiloHandle> Silos => [.. _cluster.Silos.Where(silo => silo.IsActive)];

    public static async Task<FeedCluster> StartAsync(
        int silos, ResourceKind kind, MemoryApi? api = null, Func<FeedOptions, FeedOptions>? tune = null,
        Action<IServiceCollection>? more = null)
    {
        api ??= new MemoryApi();
        var telling = new Telling();
        var options = new FeedOptions
        {
            Kinds = [kind],
            // Longer than a stall of the machine: a hand-out that is given up is made twice.
            HandOutLimit = TimeSpan.FromMinutes(1),
            PokeEvery = TimeSpan.FromMilliseconds(200),
            SweepPause = TimeSpan.FromMilliseconds(100),
        };
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                // A silo that is killed is declared dead by the test cluster itself; a probe that a busy machine delays
                // must not declare another.
                membership.ProbeTimeout = TimeSpan.FromSeconds(10);
            });
            var services = silo.Services
                .AddSingleton<IResourceWatch>(api).AddSingleton<IStatusJournal>(api).AddSingleton<IEventRecorder>(api)
                .AddSingleton(telling).AddSingleton<IReceivers, TestReceivers>()
                .AddSingleton(tune?.Invoke(options) ?? options)
                .AddSingleton(new RestartOptions { Window = TimeSpan.FromMilliseconds(100), MinimumInterval = TimeSpan.FromSeconds(2) });
            more?.Invoke(services);
            services.AddCofferGrains(TestOptions.Grains);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new FeedCluster(cluster, kind) { Api = api, Telling = telling };
    }

    public Task<FeedReport> PokeAsync() => Grains.GetGrain<IResourceFeedGrain>(FeedKey).Poke(sweep: false);

    /// <summary>The silo on which a grain is active.</summary>
    public async Task<InProcessSiloHandle> HomeOfAsync(IAddressable grain)
    {
        var address = await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain);
        return Silos.Single(silo => silo.SiloAddress.Equals(address));
    }

    /// <summary>Until the feed is on the silo that owns it: it would list anew there.</summary>
    public Task AtRestAsync(int silos) => Eventually.HoldsAsync(
        $"the feed where it belongs on {silos} silos",
        () => Silos.Count == silos && Silos.All(silo => SharingCluster.IsAtRest(silo, silos)));

    public Task KillAsync(InProcessSiloHandle silo) => _cluster.KillSiloAsync(silo);

    public Task StopAsync(InProcessSiloHandle silo) => _cluster.StopSiloAsync(silo);

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}
