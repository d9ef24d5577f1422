using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>
/// Finalizers that the reference left on its resources: with it stopped nobody else lets go of them, and neither the object nor its
/// namespace would ever be gone.
/// </summary>
public sealed class LeftFinalizerTests
{
    private const string Connections = "vaultconnection.secrets.hashicorp.com/finalizer";
    private const string Auths = "vaultauth.secrets.hashicorp.com/finalizer";

    /// <summary>The names are those that the reference's controllers give.</summary>
    public static readonly TheoryData<string, string> Kinds = new()
    {
        { "VaultConnection", Connections },
        { "VaultAuth", Auths },
        { "VaultDynamicSecret", "vaultdynamicsecret.secrets.hashicorp.com/finalizer" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_being_deleted_is_let_go_of_once(string kind, string finalizer)
    {
        await using var cluster = await AuthCluster.StartAsync();
        await Grain(cluster, kind).Observe(Make(kind, Leaving("1", "theirs", finalizer)));
        await Eventually.HoldsAsync("let go", () => !cluster.World.Removals.IsEmpty);
        await Grain(cluster, kind).Observe(Make(kind, Leaving("2", "theirs", finalizer)));
        await TurnAsync(cluster);

        Assert.Equal([($"{kind}/app/x", finalizer)], cluster.World.Removals);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_lives_or_waits_for_others_is_left_alone(string kind, string finalizer)
    {
        await using var cluster = await AuthCluster.StartAsync();
        await Grain(cluster, kind).Observe(Make(kind, Leaving("1", finalizer) with { DeletionTimestamp = null }));
        await Eventually.HoldsAsync("looked at", () => cluster.World.Statuses.Any(status => status.Key == $"{kind}/app/x"));
        await Grain(cluster, kind).Observe(Make(kind, Leaving("1000", "theirs")));
        await TurnAsync(cluster);

        Assert.Empty(cluster.World.Removals);
    }

    /// <summary>Its feed has no news of a version that the actor fetched itself.</summary>
    [Fact]
    public async Task What_an_actor_finds_on_its_way_out_is_let_go_of()
    {
        await using var cluster = await AuthCluster.StartAsync();
        cluster.World.Put(Make("VaultAuth", Leaving("1", Auths)));
        await cluster.Grains.GetGrain<IVaultAuthGrain>("app/x").GetLogin("app", subscribe: false);

        await Eventually.HoldsAsync("let go", () => !cluster.World.Removals.IsEmpty);
    }

    [Fact]
    public async Task A_refusal_is_told_and_tried_again_and_keeps_nobody_from_the_resource()
    {
        var time = new LeapingTime();
        await using var cluster = await AuthCluster.StartAsync(time: time);
        cluster.World.RemovalFailure = new Failure(FailureKind.Forbidden, "vaultauths \"x\" is forbidden");
        cluster.World.PutTenant("app");
        var grain = cluster.Grains.GetGrain<IVaultAuthGrain>("app/x");
        await grain.Observe(Make("VaultAuth", Leaving("1", Auths)));

        Assert.NotNull((await grain.GetLogin("app", subscribe: false)).Recipe);
        await Eventually.HoldsAsync("refused", () => !cluster.World.Removals.IsEmpty);
        Assert.Single(cluster.World.Events, told => told is { Key: "VaultAuth/app/x", Warning: true }
            && told.Message.Contains(Auths, StringComparison.Ordinal) && told.Message.Contains("forbidden", StringComparison.Ordinal));

        cluster.World.RemovalFailure = null;
        time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync("tried again", () => cluster.World.Removals.Count == 2);
    }

    [Fact]
    public async Task A_lasting_refusal_is_met_less_and_less_often()
    {
        var time = new LeapingTime();
        await using var cluster = await AuthCluster.StartAsync(time: time);
        cluster.World.RemovalFailure = new Failure(FailureKind.Forbidden, "no");
        await Grain(cluster, "VaultDynamicSecret")
            .Observe(Make("VaultDynamicSecret", Leaving("1", "vaultdynamicsecret.secrets.hashicorp.com/finalizer")));
        for (var count = 1; count <= 6; count++)
        {
            await Eventually.HoldsAsync("refused again", () =>
            {
                var refused = cluster.World.Removals.Count > count;
                time.Advance(refused ? TimeSpan.Zero : TimeSpan.FromMinutes(1));
                return refused;
            });
        }

        await TurnAsync(cluster, "before");
        var removals = cluster.World.Removals.Count;
        time.Advance(TimeSpan.FromSeconds(30));
        await TurnAsync(cluster, "after");
        Assert.Equal(removals, cluster.World.Removals.Count);
        Assert.Single(cluster.World.Events, told => told is { Key: "VaultDynamicSecret/app/x", Reason: "FinalizerNotRemoved" });
    }

    /// <summary>Until another actor, woken later on the same silo, is through with its turn.</summary>
    private static async Task TurnAsync(AuthCluster cluster, string name = "later")
    {
        await cluster.Grains.GetGrain<IUnservedGrain>($"vaultdynamicsecrets/app/{name}").Observe(
            new VaultDynamicSecret
            {
                Metadata = new ObjectMeta { Namespace = "app", Name = name, Uid = name, ResourceVersion = "1", Generation = 1 },
            });
        await Eventually.HoldsAsync(
            "the other's turn", () => cluster.World.Statuses.Any(status => status.Key == $"VaultDynamicSecret/app/{name}"));
    }

    private static ObjectMeta Leaving(string version, params string[] finalizers) => new()
    {
        Namespace = "app",
        Name = "x",
        Uid = "uid",
        ResourceVersion = version,
        Generation = 2,
        DeletionTimestamp = DateTimeOffset.UnixEpoch,
        Finalizers = finalizers,
    };

    private static IResource Make(string kind, ObjectMeta meta) => kind switch
    {
        "VaultConnection" => new VaultConnection { Metadata = meta, Spec = new VaultConnectionSpec { Address = "https://app.vault:8200" } },
        "VaultAuth" => AuthWorld.Auth("app") with { Metadata = meta },
        "VaultDynamicSecret" => new VaultDynamicSecret { Metadata = meta },
        _ => throw new ArgumentException(kind, nameof(kind)),
    };

    private static IResourceGrain Grain(AuthCluster cluster, string kind) => kind switch
    {
        "VaultConnection" => cluster.Grains.GetGrain<IConnectionGrain>("app/x"),
        "VaultAuth" => cluster.Grains.GetGrain<IVaultAuthGrain>("app/x"),
        "VaultDynamicSecret" => cluster.Grains.GetGrain<IUnservedGrain>("vaultdynamicsecrets/app/x"),
        _ => throw new ArgumentException(kind, nameof(kind)),
    };
}
