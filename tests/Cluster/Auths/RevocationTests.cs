using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>A token that is let go of is revoked at the Vault that it came from, and nobody waits for that.</summary>
public sealed class RevocationTests
{
    private const string MuchLater = "1000000";
    private const string Given = "hvs.given";

    [Fact]
    public async Task A_path_that_stays_denied_leaves_the_first_token_and_no_other()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("app");
        var first = (await cluster.GetAsync("app")).Session!;

        var denied = await cluster.GetAsync("app", "kv/data/typo", first.Version);

        Assert.Equal(FailureKind.Forbidden, denied.Problem!.Kind);
        await Eventually.HoldsAsync("the second token revoked", () => !cluster.World.Revoked.IsEmpty);
        Assert.Equal(("app.vault", $"hvs.{AuthWorld.Canary}.2"), Assert.Single(cluster.World.Revoked));
        Assert.Equal((first.Version, first.Token),
            ((await cluster.GetAsync("app")).Session!.Version, (await cluster.GetAsync("app")).Session!.Token));
    }

    [Fact]
    public async Task A_VaultAuth_that_is_deleted_takes_its_token_along()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("app");
        var session = (await cluster.GetAsync("app")).Session!;

        var gone = cluster.World.Take("VaultAuth/app/a");
        await cluster.Grains.GetGrain<IVaultAuthGrain>("app/a").ObserveDeleted(gone.Metadata.Uid, MuchLater);

        await Eventually.HoldsAsync("its token revoked", () => !cluster.World.Revoked.IsEmpty);
        Assert.Equal(("app.vault", session.Token.Value), Assert.Single(cluster.World.Revoked));
    }

    [Fact]
    public async Task A_token_is_revoked_where_it_came_from_when_the_address_changes()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("app");
        var session = (await cluster.GetAsync("app")).Session!;

        var connection = (VaultConnection)cluster.World.Take("VaultConnection/app/c");
        var moved = cluster.World.Put(connection with { Spec = connection.Spec with { Address = "https://elsewhere:8200" } });
        await cluster.Grains.GetGrain<IConnectionGrain>("app/c").Observe(moved);

        await Eventually.HoldsAsync("the old token revoked", () => !cluster.World.Revoked.IsEmpty);
        Assert.Equal(("app.vault", session.Token.Value), Assert.Single(cluster.World.Revoked));
    }

    [Fact]
    public async Task A_Vault_that_hangs_at_a_revocation_keeps_nobody_waiting()
    {
        await using var cluster = await AuthCluster.StartAsync();
        var given = new TaskCompletionSource();
        cluster.World.OnRevoke = async cancellation =>
        {
            await using var ended = cancellation.Register(given.SetResult);
            await given.Task;
            throw new OperationCanceledException(cancellation);
        };
        cluster.World.PutTenant("app");
        var first = (await cluster.GetAsync("app")).Session!;

        await cluster.GetAsync("app", "kv/data/typo", first.Version);
        Assert.NotNull((await cluster.GetAsync("app", "kv/data/other")).Session);

        await given.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await Eventually.HoldsAsync(
            "it is told", () => cluster.Lines.Any(line => line.Contains("lives on until it expires", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task With_the_last_silo_its_tokens_go()
    {
        var cluster = await AuthCluster.StartAsync();
        cluster.World.PutTenant("app");
        var session = (await cluster.GetAsync("app")).Session!;

        await cluster.StopHomeOfAsync(cluster.Grains.GetGrain<ISessionGrain>("app/a@app"));

        Assert.Equal(("app.vault", session.Token.Value), Assert.Single(cluster.World.Revoked));
        await cluster.DisposeAsync();
    }

    /// <summary>Others may use it too: neither a probe after a denial, nor a move, nor what takes its place has it revoked.</summary>
    [Fact]
    public async Task A_token_of_somebody_else_is_never_revoked()
    {
        var cluster = await AuthCluster.StartAsync(silos: 2);
        PutAdopter(cluster);
        var first = (await cluster.GetAsync("app")).Session!;
        Assert.Equal(Given, first.Token.Value);
        var grain = cluster.Grains.GetGrain<ISessionGrain>("app/a@app");

        await cluster.GetAsync("app", "kv/data/typo", first.Version);
        await cluster.StopHomeOfAsync(grain);
        var moved = (await cluster.GetAsync("app")).Session!;
        Assert.Equal((first.Version, Given), (moved.Version, moved.Token.Value));
        await cluster.Grains.GetGrain<IVaultAuthGrain>("app/a").Observe(cluster.World.Put(AuthWorld.Auth("app") with
        {
            Metadata = cluster.World.Find("VaultAuth/app/a")!.Metadata,
        }));
        await Eventually.HoldsAsync("a login of the operator's own", async () =>
            (await cluster.GetAsync("app")).Session is { } session && session.Token.Value != Given);
        await cluster.StopHomeOfAsync(grain);

        Assert.DoesNotContain(cluster.World.Revoked, static revoked => revoked.Token == Given);
        Assert.NotEmpty(cluster.World.Revoked);
        await cluster.DisposeAsync();
    }

    private static void PutAdopter(AuthCluster cluster)
    {
        cluster.World.PutTenant("app");
        cluster.World.Give("app/given", "token", Given);
        cluster.World.Put(AuthWorld.Auth("app") with
        {
            Metadata = cluster.World.Find("VaultAuth/app/a")!.Metadata,
            Spec = new VaultAuthSpec
            {
                VaultConnectionRef = "c",
                Method = "token",
                Token = new VaultAuthToken { SecretRef = "given" },
            },
        });
    }
}
