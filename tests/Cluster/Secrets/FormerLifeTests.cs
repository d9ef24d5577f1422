using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>Objects that come back: made anew beside their old Secret, restored from a backup, or with the status of another.</summary>
public sealed class FormerLifeTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task A_resource_deleted_with_its_Secret_orphaned_and_made_anew_owns_that_Secret_again_without_a_rollout()
    {
        var tenant = await stage.SyncedAsync("orphaned");
        var resource = (await tenant.FindAsync())!;
        await tenant.World.Kube.DeleteAsync(tenant.Resource, default);
        await Verify.EventuallyAsync(tenant, "the resource to be gone", async () => await tenant.FindAsync() is null);
        // What --cascade=orphan leaves; the embedded garbage collector would take it.
        await RestoreAsync(tenant, (string)resource["metadata"]!["uid"]!);

        await tenant.DeclareAsync();
        await tenant.SettlesAsync("one");
        await IsOwnedAsync(tenant);
        Assert.Equal(0, await tenant.RolloutsAsync());
    }

    [Fact]
    public async Task A_Secret_whose_owner_is_taken_away_gets_it_back_without_a_rollout()
    {
        var tenant = await stage.SyncedAsync("ownerless");
        await tenant.World.Kube.MergeAsync(ObjectId.Secret(tenant.Namespace, "app"),
            new JsonObject { ["metadata"] = new JsonObject { ["ownerReferences"] = null } }, default);

        await Verify.EventuallyAsync(
            tenant, "the owner", async () => (await tenant.SecretAsync())!["metadata"]!["ownerReferences"] is JsonArray { Count: 1 });
        await IsOwnedAsync(tenant);
        Assert.Equal(0, await tenant.RolloutsAsync());
    }

    [Fact]
    public async Task The_status_of_one_object_patched_into_another_rolls_nothing_and_is_replaced()
    {
        var other = await stage.SyncedAsync("copied-from");
        var status = (await other.FindAsync())!["status"]!.DeepClone().AsObject();
        status["snapshot"]!["restartID"] = "7-abc";
        status["snapshot"]!["restartTargetsPending"] = new JsonArray("Deployment/app");
        var tenant = await stage.SyncedAsync("copied-to");
        await tenant.World.Kube.MergeStatusAsync(tenant.Resource, status, default);

        var uid = (string?)(await tenant.FindAsync())!["metadata"]!["uid"];
        await Verify.EventuallyAsync(
            tenant, "a journal of its own", async () => (string?)(await tenant.FindAsync())!["status"]?["snapshot"]?["resourceUID"] == uid);
        await tenant.SettlesAsync("one");
        await Verify.RefreshesPassAsync(stage.Operator, tenant);
        Assert.Equal(0, await tenant.RolloutsAsync());
    }

    private static async Task IsOwnedAsync(Tenant tenant)
    {
        var (secret, uid) = ((await tenant.SecretAsync())!, (string?)(await tenant.FindAsync())!["metadata"]!["uid"]);
        Assert.Equal(uid, (string?)Assert.Single(secret["metadata"]!["ownerReferences"]!.AsArray())!["uid"]);
        Assert.Equal(uid, (string?)secret["metadata"]!["labels"]!["secrets.hashicorp.com/vso-ownerRefUID"]);
    }

    private static async Task RestoreAsync(Tenant tenant, string uid)
    {
        await Verify.EventuallyAsync(tenant, "the Secret to be collected", async () => await tenant.SecretAsync() is null);
        await tenant.World.Kube.ApplyYamlAsync($"""
            apiVersion: v1
            kind: Secret
            metadata:
              name: app
              namespace: {tenant.Namespace}
              labels:
                app.kubernetes.io/managed-by: hashicorp-vso
                app.kubernetes.io/name: vault-secrets-operator
                app.kubernetes.io/component: secret-sync
                secrets.hashicorp.com/vso-ownerRefUID: {uid}
              annotations:
                coffer.secrets.hashicorp.com/source: VaultStaticSecret/{tenant.Namespace}/app
                coffer.secrets.hashicorp.com/content-digest: "{new string('0', 64)}"
            data:
              password: b25l
            """, default);
    }
}
