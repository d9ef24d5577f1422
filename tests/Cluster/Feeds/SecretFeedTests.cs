using Coffer.Contracts.Resources;

namespace Coffer.Cluster.Tests.Feeds;

public sealed class SecretFeedTests
{
    private const string Source = "VaultStaticSecret/a/db";

    [Fact]
    public async Task The_owner_hears_of_his_Secret_and_nobody_of_foreign_ones()
    {
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.Secret);
        cluster.Api.PutSecret("a/foreign", null);
        cluster.Api.PutSecret("a/secret", Source);

        await ToldAsync(cluster, "secret seen a/db@102");
        Assert.Equal(["secret seen a/db@102"], cluster.Telling.Texts);
        Assert.Equal(1, (await cluster.PokeAsync()).Objects);
    }

    [Fact]
    public async Task The_owner_hears_that_his_mark_was_stripped_and_that_the_Secret_was_deleted()
    {
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.Secret);
        cluster.Api.PutSecret("a/secret", Source);
        await ToldAsync(cluster, "secret seen a/db@101");
        cluster.Api.PutSecret("a/secret", null);
        await ToldAsync(cluster, "secret seen a/db@102");
        cluster.Api.Delete("a/secret");

        await ToldAsync(cluster, "secret deleted a/db@103");
        await Eventually.HoldsAsync("nothing is kept", async () => await cluster.PokeAsync() is { Objects: 0 });
    }

    [Fact]
    public async Task The_owner_hears_of_a_deletion_that_only_a_list_showed()
    {
        await using var cluster = await FeedCluster.StartAsync(1, ResourceKinds.Secret);
        cluster.Api.PutSecret("a/secret", Source);
        await ToldAsync(cluster, "secret seen a/db@101");
        cluster.Api.DeleteUnseen("a/secret");

        await ToldAsync(cluster, "secret deleted a/db@102");
    }

    [Fact]
    public async Task Owners_are_told_again_when_a_silo_died()
    {
        await using var cluster = await FeedCluster.StartAsync(2, ResourceKinds.Secret);
        for (var each = 0; each < 20; each++)
        {
            cluster.Api.PutSecret($"a/secret{each}", $"VaultStaticSecret/a/owner{each}");
        }

        await Eventually.HoldsAsync("all told", () => cluster.Telling.All.Select(told => told.Key).Distinct().Count() == 20);
        cluster.Telling.Clear();
        await cluster.KillAsync(cluster.Silos[0]);

        await Eventually.HoldsAsync("all told again", () => cluster.Telling.All.Select(told => told.Key).Distinct().Count() == 20);
    }

    private static Task ToldAsync(FeedCluster cluster, string text) =>
        Eventually.HoldsAsync(text, () => cluster.Telling.Texts.Contains(text));
}
