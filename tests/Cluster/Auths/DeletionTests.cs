using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>What becomes of an actor whose resource is deleted.</summary>
public sealed class DeletionTests
{
    private const string MuchLater = "1000000";

    [Fact]
    public async Task An_append_that_ends_after_the_deletion_does_not_bring_the_resource_back()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("app");
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.World.OnAppend = async key =>
        {
            if (key.Name == "a")
            {
                begun.TrySetResult();
                await end.Task;
            }
        };
        var auth = await AuthAsync(cluster, "app");
        var grain = cluster.Grains.GetGrain<IVaultAuthGrain>("app/a");
        await grain.Observe(auth);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

        await grain.ObserveDeleted(auth.Metadata.Uid, MuchLater);
        end.SetResult();

        // To answer, the loop has to look again, and it looks after it has heard of the append.
        cluster.World.Take("VaultAuth/app/a");
        var login = await grain.GetLogin("app", subscribe: false);
        Assert.Equal(FailureKind.NotFound, login.Problem?.Kind);
        Assert.True(await grain.NeedsObject(auth.Metadata.Uid, "1"));
    }

    [Fact]
    public async Task A_delivery_that_comes_after_the_deletion_does_not_bring_the_resource_back()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("app");
        var auth = await AuthAsync(cluster, "app");
        var grain = cluster.Grains.GetGrain<IVaultAuthGrain>("app/a");
        await grain.ObserveDeleted(auth.Metadata.Uid, MuchLater);

        await grain.Observe(auth);
        Assert.True(await grain.NeedsObject(auth.Metadata.Uid, "1"), "the old object is not held");

        await grain.Observe((VaultAuth)auth with { Metadata = auth.Metadata with { Uid = "another", ResourceVersion = "1000001" } });
        Assert.False(await grain.NeedsObject("another", "1000001"), "a new object of the same name is");
    }

    [Fact]
    public async Task When_the_API_server_went_back_in_time_an_older_object_replaces_what_is_held_and_a_deletion_counts_no_more()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("app");
        var auth = (VaultAuth)await AuthAsync(cluster, "app");
        var grain = cluster.Grains.GetGrain<IVaultAuthGrain>("app/a");
        await grain.Observe(auth with { Metadata = auth.Metadata with { ResourceVersion = MuchLater } });
        await grain.Observe(auth);
        Assert.False(await grain.NeedsObject(auth.Metadata.Uid, "999999"), "an echo is not taken");

        await grain.ObserveIn(auth, 7);
        Assert.True(await grain.NeedsObject(auth.Metadata.Uid, "999999"), "the older one is held");

        await grain.ObserveDeletedIn(auth.Metadata.Uid, MuchLater, 7);
        await grain.ObserveIn(auth, 7);
        Assert.True(await grain.NeedsObject(auth.Metadata.Uid, "1"), "an epoch that was told before says nothing new");
        await grain.ObserveIn(auth, 8);
        Assert.False(await grain.NeedsObject(auth.Metadata.Uid, "1"), "what was deleted in the other past is there");
    }

    [Fact]
    public async Task A_delivery_of_the_past_that_was_left_neither_freezes_an_object_nor_takes_it_away_however_late_it_comes()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("app");
        var auth = (VaultAuth)await AuthAsync(cluster, "app");
        var grain = cluster.Grains.GetGrain<IVaultAuthGrain>("app/a");
        await grain.Observe(auth with { Metadata = auth.Metadata with { ResourceVersion = MuchLater } });
        await grain.ObserveIn(auth, 8);

        await grain.Observe(auth with { Metadata = auth.Metadata with { ResourceVersion = "1000001" } });
        Assert.True(await grain.NeedsObject(auth.Metadata.Uid, "999999"), "what there is is held");
        await grain.ObserveDeletedIn(auth.Metadata.Uid, "1000002", 7);
        Assert.False(await grain.NeedsObject(auth.Metadata.Uid, "1"), "it is not gone");
    }

    [Fact]
    public async Task No_actor_stays_in_memory_for_what_is_gone_and_nobody_asks_for()
    {
        var time = new LeapingTime();
        await using var cluster = await AuthCluster.StartAsync(time: time);
        cluster.World.PutTenant("app");
        Assert.NotNull((await cluster.GetAsync("app")).Session);
        var (session, auth) = (cluster.Grains.GetGrain<ISessionGrain>("app/a@app"), cluster.Grains.GetGrain<IVaultAuthGrain>("app/a"));
        var connection = cluster.Grains.GetGrain<IConnectionGrain>("app/c");
        await auth.ObserveDeleted(cluster.World.Take("VaultAuth/app/a").Metadata.Uid, MuchLater);
        await connection.ObserveDeleted(cluster.World.Take("VaultConnection/app/c").Metadata.Uid, MuchLater);
        (IAddressable Actor, Func<Task> Tell)[] actors =
        [
            (session, () => session.DependencyChanged(TimeSpan.Zero)),
            (auth, () => auth.DependencyChanged(TimeSpan.Zero)),
            (connection, connection.CallFailed),
        ];

        time.Advance(TimeSpan.FromHours(26));
        await Eventually.HoldsAsync("all gone at once", async () =>
            (await Task.WhenAll(actors.Select(actor => IsGoneAsync(cluster, actor.Actor, actor.Tell, time)))).All(gone => gone));
    }

    /// <summary>A call that is still on its way brings an actor back: it has to go again, after its wait for news.</summary>
    private static async Task<bool> IsGoneAsync(AuthCluster cluster, IAddressable actor, Func<Task> tell, LeapingTime time)
    {
        if (await cluster.HomeOfAsync(actor) is null)
        {
            return true;
        }

        time.Advance(TimeSpan.FromMinutes(11));
        await tell();
        return false;
    }

    private static async Task<IResource> AuthAsync(AuthCluster cluster, string ns)
    {
        var loaded = await cluster.World.LoadAsync(ResourceKinds.VaultAuth, new ObjectKey(ns, "a"), CancellationToken.None);
        return loaded.TryGet(out var auth, out var failure) ? auth : throw new InvalidOperationException(failure.Message);
    }
}
