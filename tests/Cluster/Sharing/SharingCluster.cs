using Coffer.Cluster.Tests.Auths;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Grains;
using Coffer.Grains.Feeds;
using Coffer.Grains.Placement;
using Coffer.Grains.Sharing;
using Coffer.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Coffer.Cluster.Tests.Sharing;

/// <summary>Silos with all actors and the directory of production, over a <see cref="SharedWorld"/>.</summary>
internal sealed class SharingCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private readonly SharedWorld _world;
    private SharingCluster(InProcessTestCluster cluster, SharedWorld world) => (_cluster, _world) = (cluster, world);

    public IReadOnlyList<InProcessSiloHandle> Silos => [.. _cluster.Silos.Where(silo => silo.IsActive)];

    public IGrainFactory Grains => Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>();

    public static async Task<SharingCluster> StartAsync(int silos, SharedWorld world)
    {
        var clouds = new TestClouds();
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.UseDistributedGrainDirectory = true;
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                // A silo that is killed is declared dead by the test cluster itself; a probe that a busy machine delays
                // must not declare another.
                membership.ProbeTimeout = TimeSpan.FromSeconds(10);
            });
            silo.Services.AddSiloEnd();
            silo.Configure<GrainDirectoryOptions>(directory => directory.RangeLeaseDuration = TimeSpan.Zero);
            silo.Services.AddSingleton<IResourceWatch>(world).AddSingleton<IStatusJournal>(world).AddSingleton<ISecretWriter>(world)
                .AddSingleton<ISecretReader>(world).AddSingleton<IVaultSecrets>(world).AddSingleton<IDigestKey>(world)
                .AddSingleton<IHeartbeat>(world)
                .AddSingleton<IWorkloads>(world).AddSingleton<IEventRecorder>(world.Auths).AddSingleton<ITokenRequests>(world.Auths)
                .AddSingleton<ILocalFiles>(world.Auths).AddSingleton<IVaultTokens>(world.Auths).AddSingleton<IVaultDiagnosis>(world.Auths)
                .AddSingleton<IVaultHealth>(world.Auths)
                .AddSingleton<IServiceAccounts>(clouds).AddSingleton<IGoogleIdentities>(clouds)
                .AddSingleton<IAwsIdentities>(clouds)
                .AddSingleton(new FeedOptions { Kinds = [ResourceKinds.VaultStaticSecret] })
                .AddCofferGrains(TestOptions.Grains);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new SharingCluster(cluster, world);
    }

    /// <summary>Until every silo knows of all others and every actor is on the silo that owns it.</summary>
    public Task AtRestAsync(int silos) => Eventually.HoldsAsync($"all actors where they belong on {silos} silos",
        () => Silos.Count == silos && Silos.All(silo => IsAtRest(silo, silos)) && Shares().Sum() == _world.Keys.Count);

    public async Task<InProcessSiloHandle> JoinAsync() => await _cluster.StartAdditionalSiloAsync();

    public Task LeaveAsync(InProcessSiloHandle silo) => _cluster.StopSiloAsync(silo);

    public Task KillAsync(InProcessSiloHandle silo) => _cluster.KillSiloAsync(silo);

    /// <summary>How many actors of static secrets are active on each silo.</summary>
    public IReadOnlyList<int> Shares() => [.. Silos.Select(silo => On(silo, static actor => actor is IStaticSecretGrain))];

    public static int On(InProcessSiloHandle silo, Func<IMovable, bool> which) =>
        silo.ServiceProvider.GetRequiredService<LocalActors>().Where(which).Length;

    /// <summary>True while a silo takes another for active.</summary>
    public static bool Knows(InProcessSiloHandle silo, InProcessSiloHandle other) =>
        silo.ServiceProvider.GetRequiredService<Members>().Now.Silos.ContainsKey(other.SiloAddress);

    /// <summary>True when a silo knows of so many and holds nothing that another owns.</summary>
    public static bool IsAtRest(InProcessSiloHandle silo, int silos)
    {
        var members = silo.ServiceProvider.GetRequiredService<Members>().Now;
        var shares = new Shares(members, silo.SiloAddress);
        return members.Silos.Count == silos && On(silo, actor => shares.IsElsewhere(actor.GrainContext.GrainId)) == 0;
    }

    public static Task SyncedAsync(SharedWorld world) => Eventually.HoldsAsync("all in date", () => world.InDate == world.Keys.Count);

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}
