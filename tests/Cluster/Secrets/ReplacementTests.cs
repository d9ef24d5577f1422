using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>
/// A Secret that has to be deleted to become another one: a working one never goes before its successor is known to be taken.
/// </summary>
public sealed class ReplacementTests(Stage stage) : IClassFixture<Stage>
{
    [Theory]
    [InlineData("kubernetes.io/tls", "data[tls.crt]")]
    [InlineData("kubernetes.io/dockerconfigjson", "data[.dockerconfigjson]")]
    [InlineData("kubernetes.io/ssh-auth", "data[ssh-privatekey]")]
    public async Task A_working_Secret_stays_when_its_keys_do_not_fit_its_new_type(string type, string missing)
    {
        var tenant = await SyncedAsync($"unfit-{type.Split('/')[1]}");
        var before = await IdentityAsync(tenant);

        await ChangeAsync(tenant, "type", type);
        await SaysAsync(tenant, "stays as it is", missing, "spec.destination.type");
        Assert.Equal(before, await IdentityAsync(tenant));
        await WarnsAsync(tenant, "stays as it is");
        Assert.DoesNotContain("coffer-trial", (await tenant.FindAsync())!.ToJsonString(), StringComparison.Ordinal);

        await ChangeAsync(tenant, "type", "Opaque");
        await tenant.SettlesAsync("one");
        Assert.Equal(before.Uid, (await IdentityAsync(tenant)).Uid);
    }

    [Fact]
    public async Task An_immutable_Secret_stays_when_its_successor_is_refused()
    {
        var tenant = await SyncedAsync("immutable");
        await tenant.World.Kube.MergeAsync(ObjectId.Secret(tenant.Namespace, "app"), new JsonObject { ["immutable"] = true }, default);
        var before = await IdentityAsync(tenant);

        await tenant.MergeAsync(JsonNode.Parse("""{"spec":{"destination":{"type":"kubernetes.io/tls"}}}""")!.AsObject());
        await tenant.PutAsync("two");
        await SaysAsync(tenant, "stays as it is");
        Assert.Equal(before, await IdentityAsync(tenant));

        await ChangeAsync(tenant, "type", "Opaque");
        await tenant.SettlesAsync("two");
        Assert.NotEqual(before.Uid, (await IdentityAsync(tenant)).Uid);
    }

    [Fact]
    public async Task A_Secret_whose_successor_is_refused_after_all_is_put_back_at_once_and_replaced_when_that_is_mended()
    {
        var tenant = await SyncedAsync("put-back");
        await tenant.World.Kube.MergeAsync(
            ObjectId.Secret(tenant.Namespace, "app"),
            JsonNode.Parse("""{"immutable":true,"data":{"theirs":"dGhlaXJz"},"metadata":{"annotations":{"note":"kept"}}}""")!.AsObject(),
            default);
        var before = (await tenant.SecretAsync())!;
        using (Refusing(tenant, times: 1))
        {
            await ChangeAsync(tenant, "type", "example.com/other");
            await SaysAsync(tenant, "put back", "exceeded quota");
        }

        var after = (await tenant.SecretAsync())!;
        Assert.Equal(before["data"]!.ToJsonString(), after["data"]!.ToJsonString());
        Assert.Equal(("Opaque", true, "kept"),
            ((string?)after["type"], (bool?)after["immutable"] ?? false, (string?)after["metadata"]!["annotations"]!["note"]));
        Assert.Equal((string?)(await tenant.FindAsync())!["metadata"]!["uid"],
            (string?)Assert.Single(after["metadata"]!["ownerReferences"]!.AsArray())!["uid"]);
        await WarnsAsync(tenant, "put back");

        await tenant.MergeAsync(
            JsonNode.Parse("""{"metadata":{"annotations":{"secrets.hashicorp.com/force-sync":"again"}}}""")!.AsObject());
        await tenant.SettlesAsync("one");
        Assert.Equal("example.com/other", (string?)(await tenant.SecretAsync())!["type"]);
        Assert.Equal(0, await tenant.RolloutsAsync());
    }

    [Fact]
    public async Task A_Secret_that_could_not_even_be_put_back_is_told_and_made_from_Vault_again()
    {
        var tenant = await SyncedAsync("lost");
        using (Refusing(tenant, times: 2))
        {
            await ChangeAsync(tenant, "type", "example.com/other");
            await SaysAsync(tenant, "is missing", "neither could be created");
        }

        await tenant.SettlesAsync("one");
        Assert.Equal("example.com/other", (string?)(await tenant.SecretAsync())!["type"]);
    }

    [Fact]
    public async Task A_deletion_whose_answer_is_lost_still_ends_with_a_Secret_at_once()
    {
        var tenant = await SyncedAsync("lost-answer");
        using var fault = stage.World.Kubernetes.Faults.Add(
            request => request.Namespace == tenant.Namespace && request is { Resource: "secrets", Verb: "delete" },
            new FaultAction.LoseAnswer(), 1);
        stage.Operator.Fate.Watch(tenant.Namespace, plan: null);
        await ChangeAsync(tenant, "type", "example.com/other");
        await tenant.SettlesAsync("one");

        var calls = stage.Operator.Fate.Record(tenant.Namespace).ToList();
        var deleted = calls.IndexOf("ISecretWriter.DeleteAsync#1");
        Assert.Equal("ISecretWriter.ApplyAsync#1", calls[deleted + 1]);
    }

    private static async Task<(string Uid, string Version, string Data)> IdentityAsync(Tenant tenant)
    {
        var secret = (await tenant.SecretAsync())!;
        return ((string)secret["metadata"]!["uid"]!, (string)secret["metadata"]!["resourceVersion"]!, secret["data"]!.ToJsonString());
    }

    private Fault Refusing(Tenant tenant, int times) => stage.World.Kubernetes.Faults.Add(
        request => request.Namespace == tenant.Namespace && request is { Resource: "secrets", Verb: "patch", Name: "app" },
        new FaultAction.Answer(
            403, Message: "secrets \"app\" is forbidden: exceeded quota: few, requested: secrets=1, used: secrets=9, limited: secrets=9"),
        times);

    private Task<Tenant> SyncedAsync(string name) => stage.SyncedAsync(name, spec => spec["refreshAfter"] = "24h");

    private static Task ChangeAsync(Tenant tenant, string field, string value) =>
        tenant.MergeAsync(new JsonObject { ["spec"] = new JsonObject { ["destination"] = new JsonObject { [field] = value } } });

    private static Task SaysAsync(Tenant tenant, params string[] words) => Verify.EventuallyAsync(
        tenant, string.Join(", ", words), async () => (string?)(await tenant.ConditionAsync("Ready"))?["message"] is { } message
            && words.All(word => message.Contains(word, StringComparison.Ordinal)));

    private static Task WarnsAsync(Tenant tenant, string word) =>
        Verify.EventuallyAsync(tenant, $"a Warning Event with '{word}'", async () =>
            (await tenant.World.Kube.ListAsync(new ObjectId("v1", "Event", tenant.Namespace, ""), default)).Any(each =>
                (string?)each["type"] == "Warning" && ((string?)each["message"] ?? "").Contains(word, StringComparison.Ordinal)));
}
