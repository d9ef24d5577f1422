using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets.Certificates;

/// <summary>Two operators that don't know of each other issue for the same objects: the loser revokes its own.</summary>
public sealed class CertificatesOfTwoTests
{
    private const int Tenants = 6;
    private const int Rotations = 3;

    [Fact]
    public async Task One_certificate_is_left_and_each_change_rolls_once()
    {
        await using var world = await OuterWorld.StartAsync();
        await CertificateTenant.AllowAsync(world);
        await using var left = await Incarnation.StartAsync(world.Kubeconfig);
        await using var right = await Incarnation.StartAsync(world.Kubeconfig);
        var tenants = await Task.WhenAll(Enumerable.Range(0, Tenants).Select(_ => CertificateTenant.MakeAsync(world, "both")));

        var held = await Task.WhenAll(tenants.Select(RotateAsync));

        foreach (var (tenant, serial) in tenants.Zip(held))
        {
            await Until.TrueAsync($"{tenant.Tenant.Namespace}: all but one to be revoked", Tenant.Patience,
                async () => (await tenant.AliveAsync()).SequenceEqual([serial]), tenant.DescribeAsync, default);
            Assert.Equal(Rotations, await tenant.Tenant.RolloutsAsync());
        }
    }

    private static async Task<string> RotateAsync(CertificateTenant tenant)
    {
        await tenant.DeclareAsync();
        var serial = await tenant.SettlesAsync();
        for (var number = 1; number <= Rotations; number++)
        {
            var before = serial;
            await tenant.MergeAsync($$$$"""{"metadata":{"annotations":{"secrets.hashicorp.com/force-sync":"{{{{number}}}}"}}}""");
            serial = await tenant.SettlesAsync(before);
            var expected = number;
            await Until.TrueAsync("one rollout", Tenant.Patience, async () =>
                await tenant.Tenant.RolloutsAsync() >= expected, tenant.DescribeAsync, default);
        }

        return await tenant.SettlesAsync();
    }
}
