using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Grains.Placement;

namespace Coffer.Cluster.Tests.Placement;

public sealed class OwnerPlacementTests
{
    [Fact]
    public async Task Grains_come_up_on_the_silo_that_owns_them_whoever_calls()
    {
        await using var cluster = await FeedCluster.StartAsync(3, ResourceKinds.VaultDynamicSecret);
        var silos = cluster.Silos.Select(silo => silo.SiloAddress).ToArray();
        for (var each = 0; each < 30; each++)
        {
            var grain = cluster.Grains.GetGrain<IUnservedGrain>($"vaultdynamicsecrets/a/{each}");
            await grain.NeedsObject("u", "1");

            Assert.Equal(OwnerPlacementDirector.OwnerOf(grain.GetGrainId(), silos), (await cluster.HomeOfAsync(grain)).SiloAddress);
        }
    }
}
