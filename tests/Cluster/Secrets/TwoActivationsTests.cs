using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>Two operators that don't know of each other work on the same objects, as the two sides of a partition do.</summary>
public sealed class TwoActivationsTests
{
    private const int Tenants = 8;
    private const int Rotations = 3;

    [Fact]
    public async Task Lose_no_event_roll_once_per_change_and_do_not_fight()
    {
        await using var world = await OuterWorld.StartAsync();
        await using var left = await Incarnation.StartAsync(world.Kubeconfig);
        await using var right = await Incarnation.StartAsync(world.Kubeconfig);
        var tenants = await Task.WhenAll(Enumerable.Range(0, Tenants).Select(_ => world.TenantAsync("both")));

        await Task.WhenAll(tenants.Select(RotateAsync));
        await Task.WhenAll(from tenant in tenants from life in new[] { left, right } select Verify.RefreshesPassAsync(life, tenant, 3));

        await Task.WhenAll(tenants.Select(tenant => Verify.RotationsAsync(tenant, Rotations)));
        await AssertQuietAsync(world, left, right, tenants);
    }

    private static async Task RotateAsync(Tenant tenant)
    {
        await tenant.PutAsync("value 0");
        await tenant.DeclareAsync();
        await tenant.SettlesAsync("value 0");
        for (var number = 1; number <= Rotations; number++)
        {
            await tenant.PutAsync($"value {number}");
            await tenant.SettlesAsync($"value {number}");
            await Until.TrueAsync("one rollout", Tenant.Patience, async () => await tenant.RolloutsAsync() >= number, default);
        }
    }

    /// <summary>With nothing new, both only read Vault.</summary>
    private static async Task AssertQuietAsync(OuterWorld world, Incarnation left, Incarnation right, Tenant[] tenants)
    {
        world.Kubernetes.Requests.Reset();
        world.Vault.Requests.Reset();
        var watch = FairWatch.Start();
        foreach (var life in new[] { left, right })
        {
            await Verify.RefreshesPassAsync(life, tenants[0], 3);
        }

        Assert.Equal(0, world.Kubernetes.Requests.Count(key => key.Verb == "patch"
            && key.Resource is "secrets" or "vaultstaticsecrets" or "deployments"));
        // A read of each every two seconds by both, or twice as many.
        Assert.InRange(world.Vault.Requests.Total, 1, 2 * 2 * Tenants * (1 + (watch.Wall.TotalSeconds / 2)));
    }
}
