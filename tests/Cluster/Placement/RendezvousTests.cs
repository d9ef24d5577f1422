using System.Net;
using Coffer.Grains.Placement;

namespace Coffer.Cluster.Tests.Placement;

public sealed class RendezvousTests
{
    private static readonly GrainId[] Grains =
        [.. Enumerable.Range(0, 30_000).Select(each => GrainId.Create("staticsecret", $"tenant-{each % 40}/secret-{each}"))];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(10)]
    public void Grains_are_spread_evenly(int silos)
    {
        var counts = Owners(Silos(silos)).CountBy(owner => owner).Select(each => each.Value).ToList();

        Assert.Equal(silos, counts.Count);
        Assert.All(counts, count => Assert.InRange(count * silos / (double)Grains.Length, 0.95, 1.05));
    }

    [Fact]
    public void When_a_silo_leaves_only_its_grains_move_and_evenly()
    {
        var all = Silos(4);
        var (before, after) = (Owners(all), Owners(all[..3]));

        var moved = before.Zip(after).Where(pair => pair.First != pair.Second).ToList();
        Assert.All(moved, pair => Assert.Equal(all[3], pair.First));
        Assert.All(moved.CountBy(pair => pair.Second), target => Assert.InRange(target.Value * 3 / (double)moved.Count, 0.9, 1.1));
    }

    [Fact]
    public void The_order_of_the_silos_does_not_matter() => Assert.Equal(Owners(Silos(5)), Owners([.. Silos(5).Reverse()]));

    /// <summary>Frozen: two versions of Coffer run side by side in a rolling update and must agree.</summary>
    [Fact]
    public void The_owner_is_the_same_in_each_version() =>
        Assert.Equal([2, 2, 0, 1, 0, 2], Enumerable.Range(1, 6).Select(grain => Rendezvous.Owner((uint)grain, [11, 22, 33])));

    private static List<SiloAddress> Owners(SiloAddress[] silos) =>
        [.. Grains.Select(grain => OwnerPlacementDirector.OwnerOf(grain, silos))];

    private static SiloAddress[] Silos(int count) =>
        [.. Enumerable.Range(1, count)
            .Select(each => SiloAddress.New(new IPEndPoint(IPAddress.Parse($"10.0.0.{each}"), 11111), 100 + each))];
}
