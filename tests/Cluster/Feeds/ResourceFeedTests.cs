using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Feeds;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Cluster.Tests.Feeds;

public sealed class ResourceFeedTests
{
    [Fact]
    public async Task Objects_changes_and_deletions_reach_their_actors()
    {
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.VaultStaticSecret);
        cluster.Api.Put("a/x");
        await ToldAsync(cluster, "observed a/x@101");
        cluster.Api.Put("a/x");
        await ToldAsync(cluster, "observed a/x@102");
        cluster.Api.Delete("a/x");
        await ToldAsync(cluster, "deleted a/x@103");

        await Eventually.HoldsAsync(
            "nothing known, nothing owed", async () => await cluster.PokeAsync() is { Synced: true, Objects: 0, Dirty: 0, Problem: null });
    }

    [Fact]
    public async Task What_vanished_unseen_is_noticed_by_the_next_list()
    {
        var api = new MemoryApi();
        api.Put("a/x");
        api.Put("a/y");
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.VaultStaticSecret, api);
        await ToldAsync(cluster, "observed a/y@102");
        api.DeleteUnseen("a/x");

        await ToldAsync(cluster, "deleted a/x@103");
        Assert.DoesNotContain("deleted a/y@103", cluster.Telling.Texts);
    }

    [Fact]
    public async Task A_failed_hand_out_is_tried_until_it_succeeds()
    {
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.VaultStaticSecret);
        var failures = 3;
        cluster.Telling.Obstacle = key => key == "a/x" && Interlocked.Decrement(ref failures) >= 0
            ? throw new InvalidOperationException("test")
            : Task.CompletedTask;
        cluster.Api.Put("a/x");

        await ToldAsync(cluster, "observed a/x@101");
        Assert.Equal(-1, failures);
    }

    [Fact]
    public async Task Actors_that_hang_hold_up_nobody_else()
    {
        await using var cluster = await FeedCluster.StartAsync(
            1, ResourceKinds.VaultStaticSecret, tune: options =>
                options with { Limits = new HandOutLimits { Parallel = 4, PerNamespace = 2 }, HandOutLimit = TimeSpan.FromHours(1) });
        var release = new TaskCompletionSource();
        cluster.Telling.Obstacle = key => key.StartsWith("dead/", StringComparison.Ordinal) ? release.Task : Task.CompletedTask;
        for (var each = 0; each < 50; each++)
        {
            cluster.Api.Put($"dead/{each}");
        }

        // None of those before it comes to an end of its own within the hour.
        cluster.Api.Put("well/x");
        await ToldAsync(cluster, "observed well/x@151");
        release.SetResult();
        await Eventually.HoldsAsync("nothing owed", async () => await cluster.PokeAsync() is { Dirty: 0 });
    }

    [Fact]
    public async Task Objects_that_were_never_synced_go_before_those_in_date()
    {
        await using var cluster = await FeedCluster.StartAsync(
            1, ResourceKinds.VaultStaticSecret, tune: options =>
                options with { Limits = new HandOutLimits { Parallel = 1, PerNamespace = 1 }, HandOutLimit = TimeSpan.FromHours(1) });
        var gate = new TaskCompletionSource();
        cluster.Telling.Obstacle = _ => gate.Task;
        for (var each = 0; each < 200; each++)
        {
            cluster.Api.Put($"a/old{each}", generation: 3, synced: 3);
        }

        cluster.Api.Put("a/changed", generation: 3, synced: 2);
        await Eventually.HoldsAsync("all waiting", async () => await cluster.PokeAsync() is { Dirty: 201 });
        gate.SetResult();
        await Eventually.HoldsAsync("all told", () => cluster.Telling.All.Count == 201);

        Assert.Equal("a/changed", cluster.Telling.All[1].Key);
    }

    [Fact]
    public async Task A_feed_wakes_up_elsewhere_when_its_silo_is_killed()
    {
        await using var cluster = await FeedCluster.StartAsync(3, ResourceKinds.VaultStaticSecret);
        cluster.Api.Put("a/x");
        await ToldAsync(cluster, "observed a/x@101");
        await cluster.KillAsync(await cluster.HomeOfAsync(cluster.Grains.GetGrain<IResourceFeedGrain>(cluster.FeedKey)));
        cluster.Api.Put("a/y");

        await ToldAsync(cluster, "observed a/y@102");
        await Eventually.HoldsAsync("one watch", () => cluster.Api.Watches == 1);
    }

    [Fact]
    public async Task A_feed_moves_on_when_its_silo_is_stopped()
    {
        await using var cluster = await FeedCluster.StartAsync(2, ResourceKinds.VaultStaticSecret);
        await Eventually.HoldsAsync("synced", async () => (await cluster.PokeAsync()).Synced);
        await cluster.StopAsync(await cluster.HomeOfAsync(cluster.Grains.GetGrain<IResourceFeedGrain>(cluster.FeedKey)));
        cluster.Api.Put("a/x");

        await ToldAsync(cluster, "observed a/x@101");
        await Eventually.HoldsAsync("one watch", () => cluster.Api.Watches == 1);
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(5, 1)]
    public async Task Actors_that_died_with_their_silo_get_their_objects_again(int mostGets, int lists)
    {
        await using var cluster = await FeedCluster.StartAsync(
            3, ResourceKinds.VaultStaticSecret, tune: options => options with { MostGets = mostGets });
        for (var each = 0; each < 60; each++)
        {
            cluster.Api.Put($"a/{each}");
        }

        await Eventually.HoldsAsync("all told", () => cluster.Telling.All.Select(told => told.Key).Distinct().Count() == 60);
        await cluster.AtRestAsync(3);
        var feed = await cluster.HomeOfAsync(cluster.Grains.GetGrain<IResourceFeedGrain>(cluster.FeedKey));
        var dying = cluster.Silos.First(silo => silo != feed);
        var lost = cluster.Telling.All.Where(told => told.Silo.Equals(dying.SiloAddress)).Select(told => told.Key).ToHashSet();
        var before = cluster.Api.Lists;
        cluster.Telling.Clear();
        await cluster.KillAsync(dying);

        await Eventually.HoldsAsync("all that died told again", () => lost.IsSubsetOf(cluster.Telling.All.Select(told => told.Key)));
        Assert.NotEmpty(lost);
        Assert.InRange(cluster.Api.Lists - before, lists, lists * 3);
    }

    [Fact]
    public async Task Every_silo_hears_how_the_feeds_are()
    {
        await using var cluster = await FeedCluster.StartAsync(2, ResourceKinds.VaultStaticSecret);

        foreach (var health in cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<IFeedHealth>()))
        {
            await Eventually.HoldsAsync("synced", () => health.AllSynced && health.Feeds.ContainsKey(cluster.FeedKey));
            await Eventually.HoldsAsync("heard of lately", () => health.WorstSilence < TimeSpan.FromSeconds(30));
        }
    }

    private static Task ToldAsync(FeedCluster cluster, string text) =>
        Eventually.HoldsAsync(text, () => cluster.Telling.Texts.Contains(text));
}
