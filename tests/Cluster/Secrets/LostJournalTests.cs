using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>
/// CRDs without the journal's fields, as those of the reference are: secrets are served, people are told as long as it lasts, and
/// nobody is taken for a rival.
/// </summary>
public sealed class LostJournalTests
{
    private static readonly ObjectId Definition =
        new("apiextensions.k8s.io/v1", "CustomResourceDefinition", null, "vaultstaticsecrets.secrets.hashicorp.com");

    [Fact]
    public async Task It_is_said_until_the_fields_are_back_and_no_edit_looks_like_a_rivals()
    {
        await using var world = await OuterWorld.StartAsync();
        var full = (await world.Kube.FindAsync(Definition, default))!["spec"]!["versions"]!.AsArray();
        await DefineAsync(world, WithoutJournal(full));
        await using var life = await Incarnation.StartAsync(world.Kubeconfig);
        var tenant = await world.TenantAsync("lost");
        await tenant.PutAsync("one");
        await tenant.DeclareAsync();
        await Verify.EventuallyAsync(tenant, "JournalLost", () => IsLostAsync(tenant));

        for (var edit = 1; edit <= 3; edit++)
        {
            await Verify.RefreshesPassAsync(life, tenant);
            Assert.True(await IsLostAsync(tenant), await tenant.DescribeAsync());
            await tenant.MergeAsync(new JsonObject { ["spec"] = new JsonObject { ["refreshAfter"] = $"2.{edit}s" } });
            await Verify.EventuallyAsync(tenant, "the edit to be taken note of", async () =>
                await tenant.FindAsync() is { } seen && (long?)seen["status"]?["lastGeneration"] == (long?)seen["metadata"]?["generation"]);
        }

        Assert.Null(await tenant.ConditionAsync("Contested"));
        await DefineAsync(world, full);
        await tenant.PutAsync("two");
        await tenant.SettlesAsync("two");
        Assert.Null(await tenant.ConditionAsync("JournalLost"));
    }

    private static async Task<bool> IsLostAsync(Tenant tenant) =>
        (string?)(await tenant.ConditionAsync("JournalLost"))?["status"] == "True";

    private static Task DefineAsync(OuterWorld world, JsonArray versions) =>
        world.Kube.MergeAsync(Definition, new JsonObject { ["spec"] = new JsonObject { ["versions"] = versions.DeepClone() } }, default);

    private static JsonArray WithoutJournal(JsonArray versions)
    {
        var changed = versions.DeepClone().AsArray();
        var status = changed.Single()!["schema"]!["openAPIV3Schema"]!["properties"]!["status"]!["properties"]!.AsObject();
        foreach (var field in new[] { "history", "journalVersion", "observedGeneration", "snapshot" })
        {
            Assert.True(status.Remove(field), field);
        }

        return changed;
    }
}
