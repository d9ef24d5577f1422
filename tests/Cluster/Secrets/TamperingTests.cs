using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>
/// Somebody changes the metadata of a destination Secret: what is ours comes back without a rollout, and the next rotation still lands.
/// </summary>
public sealed class TamperingTests(Stage stage) : IClassFixture<Stage>
{
    public static TheoryData<string, string> Patches => new()
    {
        { "no-labels", """{"labels":null}""" },
        { "one-label", """{"labels":{"app.kubernetes.io/managed-by":"somebody"}}""" },
        { "manifests-label", """{"labels":{"team":null}}""" },
        { "manifests-annotation", """{"annotations":{"note":"changed"}}""" },
        { "no-annotations", """{"annotations":null}""" },
        { "no-owner", """{"ownerReferences":null}""" },
    };

    [Theory, MemberData(nameof(Patches))]
    public async Task What_is_ours_comes_back(string name, string metadata)
    {
        var tenant = await stage.SyncedAsync(name, spec =>
        {
            spec["destination"]!["labels"] = new JsonObject { ["team"] = "a" };
            spec["destination"]!["annotations"] = new JsonObject { ["note"] = "b" };
        });
        await tenant.World.Kube.MergeAsync(
            ObjectId.Secret(tenant.Namespace, "app"), new JsonObject { ["metadata"] = JsonNode.Parse(metadata) }, default);

        await tenant.PutAsync("two");
        await tenant.SettlesAsync("two");
        await Verify.EventuallyAsync(
            tenant, "labels, annotations and owner", async () => (await tenant.SecretAsync())?["metadata"] is { } meta
                && (string?)meta["labels"]?["app.kubernetes.io/managed-by"] == "hashicorp-vso" && (string?)meta["labels"]?["team"] == "a"
                && (string?)meta["annotations"]?["note"] == "b" && (string?)meta["ownerReferences"]?[0]?["name"] == "app");
        Assert.Equal(1, await tenant.RolloutsAsync());
    }

    [Fact]
    public async Task Another_controller_that_keeps_writing_is_named_and_not_raced()
    {
        var tenant = await stage.SyncedAsync("rival");
        IReadOnlyList<HistoryLine> history = [];
        await Until.SeenAsync("the condition Disputed", Tenant.Patience, async () =>
        {
            await tenant.TamperAsync("password", "theirs");
            var seen = await tenant.FindAsync();
            history = Tenant.HistoryOf(seen);
            return ((string?)Tenant.ConditionOf(seen, "Disputed")?["status"] == "True", await tenant.DescribeAsync());
        }, default);

        Assert.Contains("metadata.managedFields", (string?)(await tenant.ConditionAsync("Disputed"))!["message"], StringComparison.Ordinal);
        Assert.InRange(history.Count(line => line is { Type: "SecretWritten", Detail: var detail }
            && detail.StartsWith("SecretDataDrift", StringComparison.Ordinal)), 5, 6);
        Assert.Equal(0, await tenant.RolloutsAsync());

        await tenant.PutAsync("two");
        await tenant.SettlesAsync("two");
    }

    [Fact]
    public async Task Labels_are_put_back_without_waiting_for_a_rotation()
    {
        var tenant = await stage.SyncedAsync("idle", spec => spec["refreshAfter"] = "1h");
        await tenant.World.Kube.MergeAsync(
            ObjectId.Secret(tenant.Namespace, "app"), new JsonObject { ["metadata"] = new JsonObject { ["labels"] = null } }, default);

        await Verify.EventuallyAsync(tenant, "the labels",
            async () => (string?)(await tenant.SecretAsync())?["metadata"]?["labels"]?["app.kubernetes.io/managed-by"] == "hashicorp-vso");
        Assert.Equal(0, await tenant.RolloutsAsync());
    }
}
