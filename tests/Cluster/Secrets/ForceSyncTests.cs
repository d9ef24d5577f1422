using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Cluster.Tests.Secrets.World;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>A person who asks for a sync is not answered from memory.</summary>
public sealed class ForceSyncTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task A_denial_that_is_remembered_is_tried_again()
    {
        var tenant = await stage.World.TenantAsync("denied");
        await stage.World.Admin.MountKvAsync("closed", 2, default);
        await stage.World.Admin.PutAsync("closed", $"{tenant.Namespace}/app", new JsonObject { ["password"] = "one" }, default);
        await tenant.DeclareAsync(spec => spec["mount"] = "closed");
        await Verify.EventuallyAsync(tenant, "a second denial, which lasts 15 s or more", () => Task.FromResult(
            stage.Operator.Log.Any(line => line.Contains(
                $"Vault denies closed/data/{tenant.Namespace}/app, time 2", StringComparison.Ordinal))));

        Assert.Equal("VaultClientError", (string?)(await tenant.ConditionAsync("SecretSynced"))?["reason"]);

        await stage.World.Admin.WritePolicyAsync(OuterWorld.Role, """path "closed/data/*" { capabilities = ["read"] }""", default);
        await tenant.MergeAsync(new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["secrets.hashicorp.com/force-sync"] = "now" } },
        });
        await Eventually.HoldsAsync("the sync that was asked for", () => tenant.IsSettledAsync("one"), seconds: 8);
    }
}
