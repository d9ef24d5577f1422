using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>
/// CRDs of another release of Coffer, which lack one field or another of the journal: told, rolled once for each change, and
/// never written in a loop.
/// </summary>
public sealed class LostFieldTests
{
    private static readonly ObjectId Definition =
        new("apiextensions.k8s.io/v1", "CustomResourceDefinition", null, "vaultstaticsecrets.secrets.hashicorp.com");

    private static readonly string[] Journal = ["history", "journalVersion", "observedGeneration", "snapshot"];

    /// <summary>Not of every life: a wish to refresh, a former name, a replacement under way.</summary>
    private static readonly string[] Rare = ["forceSync", "previousSecretName", "replacing"];

    /// <summary>
    /// For one change: the Secret, the workload, and the status for what was written, what was rolled, and what is lost or found again of
    /// the fields; some of it once more after a conflict.
    /// </summary>
    private const int MostWrites = 10;

    [Fact]
    public async Task Each_field_that_is_dropped_is_told_of_and_nothing_is_written_or_rolled_again_for_it()
    {
        await using var world = await OuterWorld.StartAsync();
        var full = (await world.Kube.FindAsync(Definition, default))!["spec"]!["versions"]!.AsArray();
        var tenant = await world.TenantAsync("lost");
        await tenant.PutAsync("one");
        await tenant.DeclareAsync(spec => spec["refreshAfter"] = "1s");
        var fields = Journal.Concat(
            Properties(Status(full.DeepClone().AsArray())["snapshot"]!).Select(pair => pair.Key).Select(name => $"snapshot/{name}"))
            .ToList();
        Assert.InRange(fields.Count, 20, 60);

        await using (var life = await Incarnation.StartAsync(world.Kubeconfig))
        {
            await tenant.SettlesAsync("one");
            foreach (var (index, field) in fields.Index())
            {
                await DefineAsync(world, Without(full, field));
                world.Kubernetes.Requests.Reset();
                await RotateAsync(tenant, field, index + 1);
                Assert.InRange(Writes(tenant).Count, 1, MostWrites);
                if (Journal.Contains(field))
                {
                    await NothingIsWrittenAsync(life, tenant, field);
                }
            }
        }

        // Another operator finds what is left of the journal, which is next to nothing.
        await DefineAsync(world, Journal.Aggregate(full, Without));
        await tenant.MergeAsync(new JsonObject { ["spec"] = new JsonObject { ["refreshAfter"] = "2.5s" } });
        await using var next = await Incarnation.StartAsync(world.Kubeconfig);
        await Verify.EventuallyAsync(tenant, "JournalLost", () => IsToldAsync(tenant));
        await NothingIsWrittenAsync(next, tenant, "all of them");
        Assert.Equal(fields.Count, await tenant.RolloutsAsync());
        Assert.Null(await tenant.ConditionAsync("Contested"));

        await DefineAsync(world, full);
        await tenant.PutAsync("last");
        await tenant.SettlesAsync("last");
        Assert.Null(await tenant.ConditionAsync("JournalLost"));
        Assert.Equal(fields.Count + 1, await tenant.RolloutsAsync());
    }

    private static async Task RotateAsync(Tenant tenant, string field, int rotations)
    {
        await tenant.PutAsync($"without {field}");
        await Verify.EventuallyAsync(
            tenant, $"the value written without {field}", async () => await tenant.ValueAsync() == $"without {field}");
        await Verify.EventuallyAsync(tenant, $"{rotations} rollouts", async () => await tenant.RolloutsAsync() == rotations);
        if (!Rare.Contains(field.Split('/')[^1]))
        {
            await Verify.EventuallyAsync(tenant, $"the loss of {field} to be told", () => WasToldAsync(tenant));
        }
    }

    /// <summary>Until the Secret has been read twice more.</summary>
    private static async Task NothingIsWrittenAsync(Incarnation life, Tenant tenant, string field)
    {
        await Verify.RefreshesPassAsync(life, tenant, 1);
        var rollouts = await tenant.RolloutsAsync();
        tenant.World.Kubernetes.Requests.Reset();
        await Verify.RefreshesPassAsync(life, tenant, 1);
        Assert.True(Writes(tenant) is [], $"{field}: {string.Join(", ", Writes(tenant))}");
        Assert.Equal(rollouts, await tenant.RolloutsAsync());
    }

    private static List<string> Writes(Tenant tenant) => [.. tenant.World.Kubernetes.Requests.Recent
        .Where(request => request.IsWrite && request.Namespace == tenant.Namespace
            && request.Resource is "secrets" or "vaultstaticsecrets" or "deployments")
        .Select(request => $"{request.Verb} {request.Path}")];

    private static async Task<bool> IsToldAsync(Tenant tenant) =>
        (string?)(await tenant.ConditionAsync("JournalLost"))?["status"] == "True";

    /// <summary>
    /// By the condition as long as it lasts. What is written for a moment only is lost for a moment only, and told by an Event.
    /// </summary>
    private static async Task<bool> WasToldAsync(Tenant tenant) => await IsToldAsync(tenant)
        || (await tenant.World.Kube.ListAsync(new ObjectId("v1", "Event", tenant.Namespace, ""), default)).Any(
            told => (string?)told["reason"] == "JournalLost");

    private static Task DefineAsync(OuterWorld world, JsonArray versions) =>
        world.Kube.MergeAsync(Definition, new JsonObject { ["spec"] = new JsonObject { ["versions"] = versions.DeepClone() } }, default);

    private static JsonArray Without(JsonArray versions, string field)
    {
        var changed = versions.DeepClone().AsArray();
        var steps = field.Split('/');
        var parent = steps is [_, _] ? Properties(Status(changed)[steps[0]]!) : Status(changed);
        Assert.True(parent.Remove(steps[^1]), field);
        return changed;
    }

    private static JsonObject Status(JsonArray versions) =>
        Properties(versions.Single()!["schema"]!["openAPIV3Schema"]!["properties"]!["status"]!);

    private static JsonObject Properties(JsonNode schema) => schema["properties"]!.AsObject();
}
