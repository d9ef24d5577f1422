using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts.Grains;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>Tokens that can be neither renewed nor revoked: another one takes over before the end, and nobody complains.</summary>
public sealed class BatchTokenTests
{
    [Fact]
    public async Task Another_login_is_made_before_the_end_and_nothing_is_renewed()
    {
        await using var cluster = await AuthCluster.StartAsync();
        (cluster.World.Batch, cluster.World.TokenLife) = (true, TimeSpan.FromSeconds(5));
        cluster.World.PutTenant("app");

        var grain = cluster.Grains.GetGrain<ISessionGrain>("app/a@app");
        var first = (await grain.GetSession(AuthCluster.Request("kv/data/a"))).Session!;
        await Eventually.HoldsAsync(
            "a second login", () => cluster.Lines.Count(line => line.Contains(": logged in,", StringComparison.Ordinal)) > 1);
        var now = TimeProvider.System.GetUtcNow();
        var second = (await grain.GetSession(AuthCluster.Request("kv/data/a"))).Session!;

        Assert.True(first.ExpiresAt > now, $"the first token ended at {first.ExpiresAt:O}, and it is {now:O}");
        Assert.NotEqual(first.Token, second.Token);
        Assert.Equal(0, cluster.World.Renewals);
        Assert.DoesNotContain(cluster.Lines, line => line.Contains("in a row", StringComparison.Ordinal));
        Silent(cluster);
    }

    [Fact]
    public async Task A_token_that_is_let_go_of_is_left_to_its_end()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.Batch = true;
        cluster.World.PutTenant("app");
        await cluster.GetAsync("app");

        var gone = cluster.World.Take("VaultAuth/app/a");
        await cluster.Grains.GetGrain<IVaultAuthGrain>("app/a").ObserveDeleted(gone.Metadata.Uid, "1000000");

        await Eventually.HoldsAsync(
            "it is told", () => cluster.Lines.Any(line => line.Contains("can't be revoked, and ends by itself", StringComparison.Ordinal)));
        Silent(cluster);
    }

    private static void Silent(AuthCluster cluster)
    {
        Assert.Empty(cluster.World.Revoked);
        Assert.DoesNotContain(cluster.Lines, line => line.Contains("is not revoked", StringComparison.Ordinal));
        Assert.DoesNotContain(cluster.Lines, line => line.Contains(AuthWorld.Canary, StringComparison.Ordinal));
    }
}
