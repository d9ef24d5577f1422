using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Embedded.Vault.Faults;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>
/// Behind a load balancer one read is answered by the active node, the next by a standby that has not heard of the newest version yet.
/// </summary>
public sealed class LaggingStandbyTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task A_version_that_comes_back_is_neither_written_nor_rolled()
    {
        var tenant = await stage.SyncedAsync("lagging");
        var path = $"{OuterWorld.Kv}/data/{tenant.Namespace}/app";
        var before = (await stage.World.Admin.ReadAsync(path, default))!.ToJsonString();
        await tenant.PutAsync("two");
        await tenant.SettlesAsync("two");
        var version = await VersionAsync(tenant);

        var (reads, stale) = (0, 0);
        using (stage.World.Vault.Faults.Add(
            (method, asked, _) => method == "GET" && asked == path && IsStandby(), new FaultAction.Raw(200, "application/json", before)))
        {
            await Verify.EventuallyAsync(tenant, "answers of the standby", () => Task.FromResult(Volatile.Read(ref stale) >= 3));
        }

        await Verify.RefreshesPassAsync(stage.Operator, tenant);
        Assert.Equal(version, await VersionAsync(tenant));
        await Verify.RotationsAsync(tenant, 1);

        bool IsStandby() => Interlocked.Increment(ref reads) % 2 == 1 && Interlocked.Increment(ref stale) > 0;
    }

    private static async Task<string?> VersionAsync(Tenant tenant) =>
        (string?)(await tenant.SecretAsync())!["metadata"]!["resourceVersion"];
}
