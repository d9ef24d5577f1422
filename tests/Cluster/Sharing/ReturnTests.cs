using Coffer.Cluster.Tests.Feeds;
using Coffer.Tests.Support;
using Xunit.Abstractions;

namespace Coffer.Cluster.Tests.Sharing;

/// <summary>Silos that all go and come back.</summary>
public sealed class ReturnTests(ITestOutputHelper output)
{
    private const int Secrets = 1200;
    private const int Silos = 3;

    /// <summary>How many refreshes of one VaultAuth a silo has under way, see SyncGate.</summary>
    private const int Budget = 16;

    [Fact]
    public async Task When_all_silos_come_back_everything_gets_in_date_by_one_read_each_within_the_budget()
    {
        var world = Worlds.With(Secrets, static _ => "8760h", tenants: 1);
        await using (await SharingCluster.StartAsync(1, world))
        {
            await SharingCluster.SyncedAsync(world);
        }

        world.Age(TimeSpan.FromDays(800));
        world.LastAlive = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(400);
        world.Latency = TimeSpan.FromMilliseconds(30);
        world.Rotate();
        world.ResetPeak();
        var (reads, logins) = (world.Reads, world.Auths.Logins);
        await using var cluster = await SharingCluster.StartAsync(Silos, world);
        var watch = FairWatch.Start();
        await SharingCluster.SyncedAsync(world);

        output.WriteLine(
            $"in date after {watch}, {world.Reads - reads} reads, at most {world.Peak} at once, {world.Auths.Logins - logins} logins");
        Assert.InRange(world.Peak, 1, Silos * Budget);
        // While silos join and the directory is dealt out anew, an actor may for a moment be on two of them: then
        // each reads and each logs in.
        Assert.InRange(world.Reads - reads, Secrets, Secrets + Secrets / 20);
        Assert.InRange(world.Auths.Logins - logins, 1, Silos);
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
}
