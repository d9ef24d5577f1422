using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Domain.Secrets;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Epochs;

/// <summary>
/// The API server's store is restored from a snapshot under a running operator: resourceVersions go back, objects hold what they held, what
/// was made since is gone and what was deleted since is there.
/// </summary>
public sealed class RestoreTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task After_a_restore_edits_and_new_resources_are_served_within_a_minute()
    {
        await using var world = await OuterWorld.StartAsync();
        await using var life = await Incarnation.StartAsync(world.Kubeconfig);
        var (edited, quiet) = (await SyncedAsync(world, "edited"), await SyncedAsync(world, "quiet"));
        var fresh = await world.TenantAsync("fresh");
        var snapshot = world.Kubernetes.Save();
        await GoOnAsync(world, edited);

        await world.Kubernetes.RestoreAsync(snapshot, secrets: null, default);
        await world.Admin.PutAsync(OuterWorld.Kv, $"{edited.Namespace}/other", new JsonObject { ["password"] = "three" }, default);
        await edited.MergeAsync(new JsonObject { ["spec"] = new JsonObject { ["path"] = $"{edited.Namespace}/other" } });
        await fresh.PutAsync("new");
        await fresh.DeclareAsync();

        await Task.WhenAll(edited.SettlesAsync("three", Soon), fresh.SettlesAsync("new", Soon), quiet.SettlesAsync("one", Soon));
        Assert.Contains(life.Log, line =>
            line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("resourceVersions", StringComparison.Ordinal));
        Assert.Equal((0, 0), (await quiet.RolloutsAsync(), await fresh.RolloutsAsync()));
        Assert.Equal(1, await edited.RolloutsAsync());
    }

    [Fact]
    public async Task A_resource_that_was_deleted_after_the_snapshot_is_served_again()
    {
        await using var world = await OuterWorld.StartAsync();
        await using var life = await Incarnation.StartAsync(world.Kubeconfig);
        var tenant = await SyncedAsync(world, "deleted");
        var snapshot = world.Kubernetes.Save();
        await world.Kube.DeleteAsync(tenant.Resource, default);
        await Until.TrueAsync("the Secret to go", Tenant.Patience, async () => await tenant.SecretAsync() is null, default);
        await GoOnAsync(world, tenant);

        await world.Kubernetes.RestoreAsync(snapshot, secrets: null, default);
        await tenant.PutAsync("two");

        await tenant.SettlesAsync("two", Soon);
        Assert.Equal(1, await tenant.RolloutsAsync());
    }

    [Fact]
    public async Task What_was_made_after_the_snapshot_leaves_nothing_behind()
    {
        await using var world = await OuterWorld.StartAsync();
        await using var life = await Incarnation.StartAsync(world.Kubeconfig);
        var tenant = await world.TenantAsync("younger");
        await tenant.PutAsync("one");
        var snapshot = world.Kubernetes.Save();
        await tenant.DeclareAsync();
        await tenant.SettlesAsync("one");
        await GoOnAsync(world, tenant);

        await world.Kubernetes.RestoreAsync(snapshot, secrets: null, default);
        await Until.TrueAsync("the doubt to begin", Soon, () => Task.FromResult(
            life.Log.Any(line => line.Contains("looked at anew", StringComparison.Ordinal))), default);
        Assert.Null(await tenant.SecretAsync());
        await tenant.DeclareAsync();

        await tenant.SettlesAsync("one", Soon);
        Assert.Equal(0, await tenant.RolloutsAsync());
    }

    /// <summary>The one older than the other, in both ways.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Secrets_and_resources_restored_to_different_moments_end_in_what_Vault_says(bool secretsOlder)
    {
        await using var world = await OuterWorld.StartAsync();
        await using var life = await Incarnation.StartAsync(world.Kubeconfig);
        // Nothing is due by itself for as long as the test takes.
        var tenant = await SyncedAsync(world, "moments");
        await tenant.MergeAsync(new JsonObject { ["spec"] = new JsonObject { ["refreshAfter"] = "1h" } });
        await tenant.SettlesAsync("one");
        var early = world.Kubernetes.Save();
        await tenant.PutAsync("two");
        await ForceAsync(tenant, "1");
        await tenant.SettlesAsync("two");
        var late = world.Kubernetes.Save();
        await GoOnAsync(world, tenant);

        await world.Kubernetes.RestoreAsync(secretsOlder ? late : early, secretsOlder ? early : late, default);

        await tenant.SettlesAsync("two", Soon);
        // The late Deployment was rolled before the snapshot; the early one lost its stamp, but its Secret held the value already.
        Assert.Equal(secretsOlder ? 1 : 0, await tenant.RolloutsAsync());
    }

    internal static async Task<Tenant> SyncedAsync(OuterWorld world, string name)
    {
        var tenant = await world.TenantAsync(name);
        await tenant.PutAsync("one");
        await tenant.DeclareAsync();
        await tenant.SettlesAsync("one");
        return tenant;
    }

    /// <summary>Life goes on after the snapshot, in all kinds that are watched, and is seen by the operator.</summary>
    internal static async Task GoOnAsync(OuterWorld world, Tenant tenant)
    {
        foreach (var kind in new[] { "VaultConnection", "VaultAuth" })
        {
            for (var change = 0; change < 20; change++)
            {
                var annotations = new JsonObject { ["changed"] = $"{change}" };
                await world.Kube.MergeAsync(
                    ObjectId.Custom(kind, tenant.Namespace, kind == "VaultAuth" ? "auth" : "vault"),
                    new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = annotations } }, default);
            }
        }

        var last = await world.TenantAsync("later");
        await last.PutAsync("one");
        await last.DeclareAsync();
        await last.SettlesAsync("one");
    }

    private static Task ForceAsync(Tenant tenant, string value) => tenant.MergeAsync(
        new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [SecretSpec.ForceSyncAnnotation] = value } } });
}
