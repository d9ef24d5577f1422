using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Feeds;

namespace Coffer.Cluster.Tests.Feeds;

public sealed class UnservedGrainTests
{
    [Fact]
    public async Task A_kind_without_an_actor_says_so_in_one_patch_and_one_Event()
    {
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.VaultDynamicSecret);
        cluster.Api.PutDynamic("a/db");
        await Eventually.HoldsAsync("said", () => cluster.Api.Events.Count > 0);
        Assert.Single(cluster.Api.Patches);
        var status = cluster.Api.Patches[0].Status;

        Assert.Equal("False", (string?)status["conditions"]![0]!["status"]);
        Assert.Equal("NotImplemented", (string?)status["conditions"]![0]!["reason"]);
        Assert.Equal(1, (long?)status["conditions"]![0]!["observedGeneration"]);
        Assert.Equal(["Warning NotImplemented VaultDynamicSecret a/db"], cluster.Api.Events);
    }

    [Fact]
    public async Task A_new_generation_is_answered_by_a_patch_and_no_second_Event()
    {
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.VaultDynamicSecret);
        cluster.Api.PutDynamic("a/db");
        await Eventually.HoldsAsync("said", () => cluster.Api.Events.Count == 1);
        cluster.Api.PutDynamic("a/db", 2, Said(1));
        await Eventually.HoldsAsync("patched again", () => cluster.Api.Patches.Count == 2);
        cluster.Api.PutDynamic("a/db", 3, Said(2));
        await Eventually.HoldsAsync("and again, so that the turn before is over", () => cluster.Api.Patches.Count == 3);

        Assert.Single(cluster.Api.Events);
    }

    [Fact]
    public async Task What_was_said_is_not_said_again_after_a_start()
    {
        var api = new MemoryApi();
        api.PutDynamic("a/db", 1, Said(1));
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.VaultDynamicSecret, api);
        cluster.Api.PutDynamic("a/other");
        await Eventually.HoldsAsync("the other patched", () => cluster.Api.Patches.Count > 0);
        await Eventually.HoldsAsync("all handed out", async () => await cluster.PokeAsync() is { Objects: 2, Dirty: 0 });

        Assert.Equal("a/other", Assert.Single(cluster.Api.Patches).Key.ToString());
    }

    [Fact]
    public async Task After_a_conflict_the_newer_version_is_patched()
    {
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.VaultDynamicSecret);
        cluster.Api.NextAppend = new Appended.Conflict();
        cluster.Api.PutDynamic("a/db");
        await Eventually.HoldsAsync("refused", () => cluster.Api.Patches.Count == 1);
        Assert.Empty(cluster.Api.Events);
        cluster.Api.PutDynamic("a/db", 2);

        await Eventually.HoldsAsync("patched", () => cluster.Api.Events.Count == 1);
        Assert.Equal(2, cluster.Api.Patches.Count);
    }

    private static VaultDynamicSecretStatus Said(long generation)
    {
        var meta = new ObjectMeta { Name = "db", Namespace = "a", Generation = generation };
        return ((VaultDynamicSecret)Unserved.Say(new VaultDynamicSecret { Metadata = meta }, DateTimeOffset.UnixEpoch)!).Status!;
    }
}
