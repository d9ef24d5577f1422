using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>What a change of a VaultAuthGlobal costs the many that use it.</summary>
public sealed class VaultAuthGlobalTests
{
    private const int Many = 500;

    [Fact]
    public async Task A_change_is_followed_by_all_in_time_with_one_login_each()
    {
        await using var cluster = await AuthCluster.StartAsync(silos: 2);
        var global = Put(cluster, "r");
        var spaces = Enumerable.Range(0, Many).Select(static i => $"team-{i}").ToList();
        spaces.ForEach(ns => PutTenant(cluster, ns));
        var grain = cluster.Grains.GetGrain<IVaultAuthGlobalGrain>("infra/shared");
        await grain.Observe(global);
        var sessions = await Task.WhenAll(spaces.Select(ns => cluster.GetAsync(ns)));
        Assert.All(sessions, reply => Assert.NotNull(reply.Session));
        Assert.Equal(Many, cluster.World.Logins);

        await grain.Observe(Put(cluster, "r", allowed: ["*"], connection: "c", appRole: "unused"));
        var watch = FairWatch.Start();
        await grain.Observe(Put(cluster, "another"));

        await Eventually.HoldsAsync("all to have logged in anew", () => cluster.World.Logins >= 2 * Many);
        Assert.True(watch.Wall < TimeSpan.FromSeconds(10), $"all followed after {watch.Wall}");
        await Eventually.HoldsAsync("all silos to have the new sessions", async () =>
            (await Task.WhenAll(spaces.Select((ns, i) => NewAsync(cluster, ns, sessions[i].Session!.Version)))).All(static isNew => isNew));
        Assert.Equal(2 * Many, cluster.World.Logins);
    }

    /// <summary>After a backup was put back, another spec may stand under a generation that was there before.</summary>
    [Fact]
    public async Task What_an_API_server_that_went_back_in_time_holds_is_followed_at_once()
    {
        await using var cluster = await AuthCluster.StartAsync();
        var global = (VaultAuthGlobal)Put(cluster, "r");
        PutTenant(cluster, "team");
        var grain = cluster.Grains.GetGrain<IVaultAuthGlobalGrain>("infra/shared");
        await grain.Observe(global);
        var before = (await cluster.GetAsync("team")).Session!;

        var watch = FairWatch.Start();
        await grain.ObserveIn(
            global with
            {
                Metadata = global.Metadata with { ResourceVersion = "7" },
                Spec = global.Spec with { Kubernetes = new VaultAuthGlobalKubernetes { Role = "of-before", ServiceAccount = "sa" } },
            },
            epoch: 7);

        await Eventually.HoldsAsync("a login by what stands there now", () => NewAsync(cluster, "team", before.Version));
        Assert.True(watch.Wall < TimeSpan.FromSeconds(10), $"followed after {watch.Wall}");
    }

    private static async Task<bool> NewAsync(AuthCluster cluster, string ns, long before)
    {
        cluster.Sessions().Forget($"{ns}/a@{ns}");
        return (await cluster.GetAsync(ns)).Session?.Version > before;
    }

    private static void PutTenant(AuthCluster cluster, string ns)
    {
        cluster.World.PutTenant(ns);
        cluster.World.Put(AuthWorld.Auth(ns) with
        {
            Spec = new VaultAuthSpec { VaultAuthGlobalRef = new VaultAuthGlobalRef { Name = "shared", Namespace = "infra" } },
        });
    }

    private static IResource Put(
        AuthCluster cluster, string role, string[]? allowed = null, string? connection = null, string? appRole = null) =>
        cluster.World.Put(new VaultAuthGlobal
        {
            Metadata = cluster.World.Find("VaultAuthGlobal/infra/shared")?.Metadata
                ?? new ObjectMeta { Namespace = "infra", Name = "shared" },
            Spec = new VaultAuthGlobalSpec
            {
                AllowedNamespaces = allowed ?? ["*"],
                VaultConnectionRef = connection ?? "c",
                DefaultAuthMethod = "kubernetes",
                DefaultMount = "kubernetes",
                Kubernetes = new VaultAuthGlobalKubernetes { Role = role, ServiceAccount = "sa" },
                AppRole = appRole is null ? null : new VaultAuthGlobalAppRole { RoleId = appRole },
            },
        });
}
