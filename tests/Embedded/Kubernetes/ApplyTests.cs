using System.Text.Json.Nodes;
using static Coffer.Embedded.Tests.Kubernetes.TestCluster;

namespace Coffer.Embedded.Tests.Kubernetes;

public sealed class ApplyTests : IAsyncLifetime
{
    private const string Secrets = "/api/v1/namespaces/app/secrets";
    private const string X = $"{Secrets}/x";
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task An_apply_owns_what_it_names_and_gives_up_what_it_no_longer_names()
    {
        var created = await _cluster.ApplyAsync(X, Secret("x", """{"a":"YQ==","b":"Yg=="}""", metadata: ",\"labels\":{\"l\":\"1\"}"));
        Assert.Equal(201, created.Code);
        Assert.Equal("""{"f:data":{"f:a":{},"f:b":{}},"f:metadata":{"f:labels":{"f:l":{}}}}""", Fields(created, "coffer"));
        await _cluster.MergeAsync($"{X}?fieldManager=kubectl-edit", """{"data":{"c":"Yw=="}}""");

        var changed = await _cluster.ApplyAsync(X, Secret("x", """{"a":"WA=="}"""));
        Assert.Equal(200, changed.Code);
        Assert.Equal("""{"a":"WA==","c":"Yw=="}""", changed.Json["data"]!.ToJsonString());
        Assert.Null(changed.Json["metadata"]!["labels"]);

        var again = await _cluster.ApplyAsync(X, Secret("x", """{"a":"WA=="}"""));
        Assert.Equal(changed.Text, again.Text);
    }

    [Fact]
    public async Task Another_managers_field_is_a_conflict_unless_forced()
    {
        await _cluster.PostAsync($"{Secrets}?fieldManager=kubectl-edit", Secret("x"));
        var refused = await _cluster.ApplyAsync(X, Secret("x", """{"a":"WA=="}"""));
        Assert.Equal((409, "Conflict", "Apply failed with 1 conflict: conflict with \"kubectl-edit\" using v1: .data.a"),
            (refused.Code, refused.Reason, refused.Message));
        Assert.Equal(
            """{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"kubectl-edit\" using v1","field":".data.a"}]}""",
            JsonNode.Parse(refused.Details)!.ToJsonString(new System.Text.Json.JsonSerializerOptions
            {
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }));
        var forced = await _cluster.ApplyAsync(X, Secret("x", """{"a":"WA=="}"""), force: true);
        Assert.Equal("""{"f:data":{},"f:type":{}}""", Fields(forced, "kubectl-edit"));
    }

    [Fact]
    public async Task Equal_values_are_owned_together_and_live_until_the_last_owner_lets_go()
    {
        await _cluster.ApplyAsync(X, Secret("x"), "one");
        var shared = await _cluster.ApplyAsync(X, Secret("x"), "two");
        Assert.Equal(200, shared.Code);
        var first = await _cluster.ApplyAsync(X, Secret("x", "{}"), "one");
        Assert.NotNull(first.Json["data"]!["a"]);
        var second = await _cluster.ApplyAsync(X, Secret("x", "{}"), "two");
        Assert.Null(second.Json["data"]?["a"]);
    }

    [Fact]
    public async Task Identity_guards()
    {
        var absent = await _cluster.ApplyAsync(X, Secret("x", metadata: ",\"uid\":\"U\""));
        Assert.Equal((409, "Operation cannot be fulfilled on secrets \"x\": uid mismatch: the provided object specified uid U, and no "
            + "existing object was found"), (absent.Code, absent.Message));
        Assert.Equal(201, (await _cluster.ApplyAsync(X, Secret("x", metadata: ",\"resourceVersion\":\"1\""))).Code);
        var other = await _cluster.ApplyAsync(X, Secret("x", metadata: ",\"uid\":\"U\""));
        Assert.Equal((422, "Secret \"x\" is invalid: metadata.uid: Invalid value: \"U\": field is immutable"), (other.Code, other.Message));
        var managed = await _cluster.ApplyAsync(X, Secret("x", metadata: ",\"managedFields\":[{\"manager\":\"m\"}]"));
        Assert.Equal((400, "metadata.managedFields must be nil"), (managed.Code, managed.Message));
    }

    [Fact]
    public async Task An_update_entry_can_be_turned_into_an_apply_entry()
    {
        var created = await _cluster.PostAsync($"{Secrets}?fieldManager=old", Secret("x", """{"a":"YQ==","b":"Yg=="}"""));
        var entries = created.Json["metadata"]!["managedFields"]!.AsArray();
        entries[0]!["manager"] = "coffer";
        entries[0]!["operation"] = "Apply";
        var patch =
            $$"""[{"op":"test","path":"/metadata/resourceVersion","value":"{{created.Version}}"},{"op":"replace","path":"/metadata/managedFields","value":{{entries.ToJsonString()}}}]""";
        Assert.Equal(200, (await _cluster.JsonPatchAsync(X, patch)).Code);
        var applied = await _cluster.ApplyAsync(X, Secret("x", """{"a":"WA=="}"""));
        Assert.Equal((200, """{"a":"WA=="}"""), (applied.Code, applied.Json["data"]!.ToJsonString()));
        Assert.Equal(["coffer"], applied.Json["metadata"]!["managedFields"]!.AsArray().Select(entry => (string)entry!["manager"]!));

        var reset = await _cluster.MergeAsync(X, """{"metadata":{"managedFields":[{}]}}""");
        Assert.Null(reset.Json["metadata"]!["managedFields"]);
    }

    [Fact]
    public async Task A_metadata_answer_carries_no_data()
    {
        var answer = await _cluster.SendAsync(
            HttpMethod.Patch, $"{X}?fieldManager=coffer", Secret("x"), "application/apply-patch+yaml",
            "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json");
        Assert.Equal((201, "PartialObjectMetadata"), (answer.Code, (string?)answer.Json["kind"]));
        Assert.DoesNotContain("YQ==", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_is_written_by_its_subresource_only_and_moves_no_generation()
    {
        var created = await _cluster.PostAsync(
            Widgets, Widget("w").Replace("\"spec\"", "\"status\":{\"last\":9},\"spec\"", StringComparison.Ordinal));
        Assert.Null(created.Json["status"]);
        var status = await _cluster.MergeAsync(
            $"{Widgets}/w/status", """{"metadata":{"labels":{"a":"b"}},"spec":{"path":"q"},"status":{"last":1}}""");
        Assert.Equal((1, "p", 1, true), (
            (int)status.Json["status"]!["last"]!, (string?)status.Json["spec"]!["path"], (int)status.Json["metadata"]!["generation"]!,
            status.Json["metadata"]!["labels"] is null));
        Assert.Equal("status", (string?)status.Json["metadata"]!["managedFields"]!.AsArray().Last()!["subresource"]);
        var spec = await _cluster.MergeAsync($"{Widgets}/w", """{"spec":{"path":"q"},"status":{"last":2}}""");
        Assert.Equal((1, 2), ((int)spec.Json["status"]!["last"]!, (int)spec.Json["metadata"]!["generation"]!));
        var labelled = await _cluster.MergeAsync($"{Widgets}/w", """{"metadata":{"labels":{"a":"b"}}}""");
        Assert.Equal(2, (int)labelled.Json["metadata"]!["generation"]!);
        var same = await _cluster.MergeAsync($"{Widgets}/w", """{"metadata":{"labels":{"a":"b"}}}""");
        Assert.Equal(labelled.Version, same.Version);
    }

    [Fact]
    public async Task Strategic_merge_knows_containers_and_owners_by_key()
    {
        const string deployments = "/apis/apps/v1/namespaces/app/deployments";
        await _cluster.CreateAsync(deployments, """
            {"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},
            "spec":{"containers":[{"name":"one","image":"i:1"},{"name":"two","image":"i:1"}]}}}}
            """);
        var patched = await _cluster.StrategicAsync($"{deployments}/d",
            """{"spec":{"template":{"metadata":{"annotations":{"r":"1"}},"spec":{"containers":[{"name":"two","image":"i:2"}]}}}}""");
        Assert.Equal(["i:1", "i:2"],
            patched.Json["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Select(container => (string)container!["image"]!));
        Assert.Equal(2, (int)patched.Json["metadata"]!["generation"]!);
    }

    private static string? Fields(Answer answer, string manager) =>
        answer.Json["metadata"]!["managedFields"]!.AsArray()
            .SingleOrDefault(entry => (string?)entry!["manager"] == manager)?["fieldsV1"]!.ToJsonString();
}
