using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Cluster.Tests.Feeds;

/// <summary>The API server goes back in time under the feeds.</summary>
public sealed class FeedEpochTests
{
    [Theory]
    [InlineData("vaultstaticsecrets", "observed a/x@101")]
    [InlineData("secrets", "secret seen a/x@101")]
    public async Task Actors_hear_that_what_they_hold_counts_no_more_and_then_what_there_is(string plural, string seen)
    {
        var isSecret = plural == ResourceKinds.Secret.Plural;
        await using var cluster = await FeedCluster.StartAsync(1, isSecret ? ResourceKinds.Secret : ResourceKinds.VaultStaticSecret);
        Action put = isSecret ? () => cluster.Api.PutSecret("a/x", "VaultStaticSecret/a/x") : () => cluster.Api.Put("a/x");
        put();
        var saved = cluster.Api.Save();
        await ToldAsync(cluster, seen);
        put();
        await ToldAsync(cluster, seen.Replace("101", "102", StringComparison.Ordinal));
        cluster.Telling.Clear();
        cluster.Api.Restore(saved);

        await ToldAsync(cluster, seen);
        Assert.Equal(["doubted a/x@*", seen], cluster.Telling.Texts);
    }

    [Fact]
    public async Task Readiness_is_doubted_until_all_is_handed_out_anew()
    {
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.VaultStaticSecret);
        cluster.Api.Put("a/x");
        var saved = cluster.Api.Save();
        cluster.Api.Put("a/x");
        await ToldAsync(cluster, "observed a/x@102");
        var release = new TaskCompletionSource();
        cluster.Telling.Obstacle = _ => release.Task;
        cluster.Api.Restore(saved);

        var health = cluster.Silos.Single().ServiceProvider.GetRequiredService<IFeedHealth>();
        await Eventually.HoldsAsync("doubted", () =>
            health.Doubts.TryGetValue(cluster.FeedKey, out var doubt) && doubt == "resourceVersions went back from 102 to 101");
        release.SetResult();
        await Eventually.HoldsAsync("no longer doubted", () => health.Doubts.Count == 0);
    }

    [Fact]
    public async Task A_feed_that_wakes_up_elsewhere_learns_from_the_silos_what_its_predecessor_saw()
    {
        await using var cluster = await FeedCluster.StartAsync(2, ResourceKinds.VaultStaticSecret);
        cluster.Api.Put("a/x");
        var saved = cluster.Api.Save();
        cluster.Api.Put("a/x");
        var healths = cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<IFeedHealth>()).ToList();
        await Eventually.HoldsAsync("all silos to have heard", () =>
            healths.All(health => health.Feeds[cluster.FeedKey]?.ResourceVersion == 102));
        cluster.Telling.Clear();
        var feed = await cluster.HomeOfAsync(cluster.Grains.GetGrain<IResourceFeedGrain>(cluster.FeedKey));
        cluster.Api.Silence();
        await cluster.KillAsync(feed);
        cluster.Api.Restore(saved);

        await ToldAsync(cluster, "doubted a/x@*");
        await Eventually.HoldsAsync("the object after it", () => cluster.Telling.Texts.Last() == "observed a/x@101");
    }

    [Fact]
    public async Task A_version_that_a_silo_has_seen_makes_a_list_that_is_older_another_past_and_no_other()
    {
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.VaultStaticSecret);
        cluster.Api.Put("a/x");
        await ToldAsync(cluster, "observed a/x@101");
        var feed = cluster.Grains.GetGrain<IResourceFeedGrain>(cluster.FeedKey);
        var lists = cluster.Api.Lists;
        await feed.Claim(101, epoch: 0);
        await Eventually.HoldsAsync("a list", () => cluster.Api.Lists > lists);
        await Eventually.HoldsAsync("synced", async () => await cluster.PokeAsync() is { Synced: true, Epoch: 0, Doubt: null });
        Assert.DoesNotContain("doubted a/x@*", cluster.Telling.Texts);

        await feed.Claim(500, epoch: 0);
        await ToldAsync(cluster, "doubted a/x@*");
        Assert.Equal(101ul, (await cluster.PokeAsync()).ResourceVersion);
    }

    [Fact]
    public async Task A_feed_that_goes_on_in_the_epoch_of_its_predecessor_tells_all_once_more_and_nobody_of_another_past()
    {
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.VaultStaticSecret);
        cluster.Api.Put("a/x");
        await ToldAsync(cluster, "observed a/x@101");
        cluster.Telling.Clear();

        await cluster.Grains.GetGrain<IResourceFeedGrain>(cluster.FeedKey).Claim(0, epoch: 7);

        await ToldAsync(cluster, "observed a/x@101");
        await Eventually.HoldsAsync(
            "the epoch", async () => await cluster.PokeAsync() is { Synced: true, Epoch: 7, Dirty: 0, Doubt: null });
        Assert.Equal(["doubted a/x@*", "observed a/x@101"], cluster.Telling.Texts);
    }

    [Fact]
    public async Task An_object_that_can_not_be_read_any_more_is_not_told_to_be_gone()
    {
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.VaultStaticSecret);
        cluster.Api.Put("a/x");
        cluster.Api.Put("a/y");
        await ToldAsync(cluster, "observed a/y@102");
        cluster.Api.Spoil("a/x");
        cluster.Api.DeleteUnseen("a/y");

        await ToldAsync(cluster, "deleted a/y@103");
        Assert.DoesNotContain(cluster.Telling.All, told => told is { Key: "a/x", What: "deleted" });
    }

    private static Task ToldAsync(FeedCluster cluster, string text) =>
        Eventually.HoldsAsync(text, () => cluster.Telling.Texts.Contains(text));
}
