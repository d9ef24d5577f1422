using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>
/// The Secret with the operator's digest key is lost, as after a restore without it or with the operator's namespace: no Secret is written
/// and nothing is rolled for it.
/// </summary>
public sealed class LostKeyTests
{
    private static readonly ObjectId Key = ObjectId.Secret(OuterWorld.Home, "vso-cc-storage-hmac-key");

    [Fact]
    public async Task A_new_key_writes_nothing_and_rolls_nothing_and_the_next_change_rolls_once()
    {
        await using var world = await OuterWorld.StartAsync();
        await using var before = await Incarnation.StartAsync(world.Kubeconfig);
        var tenant = await SyncedAsync(world);
        var (key, version) = (await KeyIdAsync(tenant), await SecretVersionAsync(tenant));
        before.Kill();
        await world.Kube.DeleteAsync(Key, default);

        await using var after = await Incarnation.StartAsync(world.Kubeconfig);
        await Verify.EventuallyAsync(tenant, "digests under the new key", async () => await KeyIdAsync(tenant) != key);
        await Verify.RefreshesPassAsync(after, tenant);
        Assert.Equal(version, await SecretVersionAsync(tenant));
        Assert.Equal(0, await tenant.RolloutsAsync());

        await tenant.PutAsync("two");
        await tenant.SettlesAsync("two");
        await Verify.RefreshesPassAsync(after, tenant);
        Assert.Equal(1, await tenant.RolloutsAsync());
    }

    [Fact]
    public async Task Two_operators_with_different_keys_stop_and_say_so_instead_of_rolling_in_turns()
    {
        await using var world = await OuterWorld.StartAsync();
        await using var one = await Incarnation.StartAsync(world.Kubeconfig);
        var tenant = await SyncedAsync(world);
        var version = await SecretVersionAsync(tenant);
        await world.Kube.DeleteAsync(Key, default);

        await using var other = await Incarnation.StartAsync(world.Kubeconfig);
        await Verify.EventuallyAsync(
            tenant, "a contest", async () => (string?)(await tenant.ConditionAsync("Contested"))?["status"] == "True");

        Assert.Equal(version, await SecretVersionAsync(tenant));
        Assert.Equal(0, await tenant.RolloutsAsync());
    }

    private static async Task<Tenant> SyncedAsync(OuterWorld world)
    {
        var tenant = await world.TenantAsync("key");
        await tenant.PutAsync("one");
        await tenant.DeclareAsync();
        await tenant.SettlesAsync("one");
        return tenant;
    }

    private static async Task<string?> KeyIdAsync(Tenant tenant) => (string?)(await tenant.FindAsync())?["status"]?["snapshot"]?["keyID"];

    private static async Task<string?> SecretVersionAsync(Tenant tenant) =>
        (string?)(await tenant.SecretAsync())?["metadata"]?["resourceVersion"];
}
