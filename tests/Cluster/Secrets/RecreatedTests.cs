using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Embedded.Vault.Faults;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>A resource is deleted and made anew under its name while it is being synced.</summary>
public sealed class RecreatedTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task What_was_read_for_the_former_object_is_not_told_of_the_new_one_and_rolls_nothing()
    {
        var tenant = await stage.SyncedAsync("recreated");
        var reads = 0;
        var slow = stage.World.Vault.Faults.Add(
            (method, path, _) =>
                method == "GET" && path == $"{OuterWorld.Kv}/data/{tenant.Namespace}/app" && Interlocked.Increment(ref reads) > 0,
            new FaultAction.Delay(TimeSpan.FromSeconds(3)));
        await Verify.EventuallyAsync(tenant, "a read under way", () => Task.FromResult(reads > 0));
        await stage.World.Kube.DeleteAsync(tenant.Resource, default);
        await tenant.DeclareAsync();
        slow.Dispose();

        await tenant.SettlesAsync("one");
        await Verify.RefreshesPassAsync(stage.Operator, tenant);
        await Verify.RotationsAsync(tenant, 0);
        Assert.DoesNotContain(await tenant.HistoryAsync(), line => line.Type == "SourceMoved");
    }
}
