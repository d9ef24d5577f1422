using Coffer.Cluster.Tests.Feeds;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit.Abstractions;

namespace Coffer.Cluster.Tests.Sharing;

/// <summary>Silos that all go and come back, and one that is told that it is dead.</summary>
public sealed class ReturnTests(ITestOutputHelper output)
{
    private const int Secrets = 1200;
    private const int Silos = 3;

    /// <summary>How many refreshes of one VaultAuth a silo has under way, see SyncGate.</summary>
    private const int Budget = 16;

    [Fact]
    public async Task When_all_silos_come_back_everything_gets_in_date_by_one_read_each_within_the_budget()
    {
        var world = Worlds.With(Secrets, static _ => "1h", tenants: 1);
        await using (await SharingCluster.StartAsync(1, world))
        {
            await SharingCluster.SyncedAsync(world);
        }

        world.Age(TimeSpan.FromHours(3));
        world.LastAlive = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(2);
        world.Latency = TimeSpan.FromMilliseconds(30);
        world.Rotate();
        world.ResetPeak();
        var (reads, logins) = (world.Reads, world.Auths.Logins);
        await using var cluster = await SharingCluster.StartAsync(Silos, world);
        var start = TimeProvider.System.GetTimestamp();
        await SharingCluster.SyncedAsync(world);

        output.WriteLine($"in date after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F1} s, {world.Reads - reads} reads, at most {world.Peak} at once, {world.Auths.Logins - logins} logins");
        Assert.Equal(Secrets, world.Reads - reads);
        Assert.InRange(world.Peak, 1, Silos * Budget);
        Assert.Equal(1, world.Auths.Logins - logins);
        Assert.Equal(0, world.Gets);
    }

    [Fact]
    public async Task When_all_silos_come_back_at_once_nothing_is_read()
    {
        var world = Worlds.With(Secrets, static _ => "8760h");
        await using (await SharingCluster.StartAsync(1, world))
        {
            await SharingCluster.SyncedAsync(world);
        }

        world.LastAlive = TimeProvider.System.GetUtcNow();
        var before = (world.Reads, world.Writes, world.Auths.Logins, world.Gets);
        await using var cluster = await SharingCluster.StartAsync(Silos, world);
        await Eventually.HoldsAsync("all active", () => cluster.Shares().Sum() == Secrets);

        Assert.Equal(before, (world.Reads, world.Writes, world.Auths.Logins, world.Gets));
    }

    [Fact]
    public async Task A_silo_that_hears_that_it_is_dead_ends_itself_and_nothing_else()
    {
        var world = Worlds.With(60);
        await using var cluster = await SharingCluster.StartAsync(2, world);
        await SharingCluster.SyncedAsync(world);
        await cluster.AtRestAsync(2);
        var (victim, survivor) = (cluster.Silos[1], cluster.Silos[0]);
        var stopped = new TaskCompletionSource();
        Lifetime(victim).ApplicationStopped.Register(stopped.SetResult);

        await survivor.ServiceProvider.GetRequiredService<IClusterMembershipService>().TryKill(victim.SiloAddress);
        var start = TimeProvider.System.GetTimestamp();
        Lifetime(victim).ApplicationStopping.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
        output.WriteLine($"stopping after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F1} s");

        Assert.True(Lifetime(victim).ApplicationStopping.IsCancellationRequested);
        await Eventually.HoldsAsync("the other serves all", () => SharingCluster.On(survivor, static actor => actor is Contracts.Grains.IStaticSecretGrain) == 60);
        Assert.False(Lifetime(survivor).ApplicationStopping.IsCancellationRequested);
    }

    private static IHostApplicationLifetime Lifetime(Orleans.TestingHost.InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<IHostApplicationLifetime>();
}
