using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Kube.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Coffer.Kube.Tests.Journal;

public sealed class StatusJournalTests
{
    private static readonly ObjectKey Key = new("app", "c");

    [Fact]
    public async Task An_append_is_one_guarded_merge_patch_of_the_status()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(200, Bodies.Metadata("c", "8")));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(new Appended.Stored("8", false), await AppendAsync(kube));

        var request = Assert.Single(api.Requests);
        Assert.Equal("/apis/secrets.hashicorp.com/v1beta1/namespaces/app/vaultconnections/c/status", request.Path);
        Assert.Equal("?fieldManager=coffer&fieldValidation=Warn", request.Query);
        Assert.Equal("application/merge-patch+json", request.ContentType);
        Assert.Equal("""{"metadata":{"resourceVersion":"7"},"status":{"valid":true,"old":null}}""", request.Body);
        Assert.Contains("as=PartialObjectMetadata", request.Accept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warning_of_unknown_fields_tells_that_they_are_lost()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Json(200, Bodies.Metadata("c", "8"),
                ("Warning", """299 - "unknown field \"status.history\"", 299 - "unknown field \"status.version\"" """.Trim())),
            ScriptedApi.Json(200, Bodies.Metadata("c", "9"), ("Warning", "299 - \"this version is deprecated\"")));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(new Appended.Stored("8", true), await AppendAsync(kube));
        Assert.Equal(new Appended.Stored("9", false), await AppendAsync(kube));
    }

    [Theory]
    [InlineData(409, "Conflict", nameof(Appended.Conflict))]
    [InlineData(404, "NotFound", nameof(Appended.Gone))]
    [InlineData(400, "BadRequest", nameof(Appended.Rejected))]
    [InlineData(403, "Forbidden", nameof(Appended.Rejected))]
    [InlineData(413, "RequestEntityTooLarge", nameof(Appended.Rejected))]
    [InlineData(422, "Invalid", nameof(Appended.Rejected))]
    [InlineData(401, "Unauthorized", nameof(Appended.Unavailable))]
    [InlineData(429, "TooManyRequests", nameof(Appended.Unavailable))]
    [InlineData(500, "InternalError", nameof(Appended.Unavailable))]
    [InlineData(503, "ServiceUnavailable", nameof(Appended.Unavailable))]
    public async Task Each_refusal_has_its_outcome(int code, string reason, string outcome)
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Status(code, reason, "words"));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(outcome, (await AppendAsync(kube)).GetType().Name);
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task A_type_that_is_not_served_is_no_proof_that_the_resource_is_gone()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Text(404, "text/plain", "404 page not found\n"));
        await using var kube = new KubeHarness(api.Address);

        Assert.IsType<Appended.Unavailable>(await AppendAsync(kube));
    }

    [Fact]
    public async Task A_lost_answer_leaves_it_open_and_is_not_repeated()
    {
        await using var api = await ScriptedApi.StartAsync((_, http) =>
        {
            http.Abort();
            return Task.CompletedTask;
        });
        await using var kube = new KubeHarness(api.Address);

        Assert.IsType<Appended.Unavailable>(await AppendAsync(kube));
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task Load_gives_the_record()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Json(200, Bodies.Connection("c", "7")), ScriptedApi.Status(404, "NotFound", "not found"));
        await using var kube = new KubeHarness(api.Address);
        var journal = kube.Get<IStatusJournal>();

        Assert.True((await journal.LoadAsync(ResourceKinds.VaultConnection, Key, default)).TryGet(out var loaded, out _));
        Assert.Equal("https://vault:8200", Assert.IsType<VaultConnection>(loaded).Spec.Address);
        Assert.Equal(FailureKind.NotFound, (await journal.LoadAsync(ResourceKinds.VaultConnection, Key, default)).Failure!.Kind);
    }

    [Fact]
    public async Task A_finalizer_is_removed_by_test_and_remove_where_it_stands_after_a_race()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Json(200, Bodies.Metadata("c", "7", ""","finalizers":["a/b","x/y"]""")),
            ScriptedApi.Status(422, "Invalid", "the server rejected our request due to an error in our request"),
            ScriptedApi.Json(200, Bodies.Metadata("c", "8", ""","finalizers":["x/y"]""")),
            ScriptedApi.Json(200, Bodies.Metadata("c", "9")));
        await using var kube = new KubeHarness(api.Address);

        var outcome = await kube.Get<IStatusJournal>().RemoveFinalizerAsync(ResourceKinds.VaultConnection, Key, "x/y", default);

        Assert.Null(outcome.Failure);
        Assert.Equal(4, api.Requests.Count);
        Assert.Equal("""[{"op":"test","path":"/metadata/finalizers/0","value":"x/y"},{"op":"remove","path":"/metadata/finalizers/0"}]""",
            api.Requests.Last().Body);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(404, "NotFound")]
    public async Task A_finalizer_that_is_not_there_is_removed(int code, string reason)
    {
        await using var api = await ScriptedApi.StartAsync(
            code == 200 ? ScriptedApi.Json(200, Bodies.Metadata("c", "7")) : ScriptedApi.Status(code, reason, "gone"));
        await using var kube = new KubeHarness(api.Address);

        Assert.Null((await kube.Get<IStatusJournal>().RemoveFinalizerAsync(ResourceKinds.VaultConnection, Key, "x/y", default)).Failure);
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task A_finalizer_is_put_on_in_the_version_that_was_seen()
    {
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Json(200, Bodies.Metadata("c", "7")),
            ScriptedApi.Status(409, "Conflict", "modified"),
            ScriptedApi.Json(200, Bodies.Metadata("c", "8", ""","finalizers":["theirs"]""")),
            ScriptedApi.Json(200, Bodies.Metadata("c", "9")));
        await using var kube = new KubeHarness(api.Address);

        Assert.Null((await kube.Get<IStatusJournal>().AddFinalizerAsync(ResourceKinds.VaultPKISecret, Key, "x/y", default)).Failure);

        Assert.Equal(
            """[{"op":"test","path":"/metadata/resourceVersion","value":"7"},{"op":"add","path":"/metadata/finalizers","value":["x/y"]}]""",
            api.Requests.ElementAt(1).Body);
        Assert.Equal(
            """[{"op":"test","path":"/metadata/resourceVersion","value":"8"},{"op":"add","path":"/metadata/finalizers/-","value":"x/y"}]""",
            api.Requests.Last().Body);
    }

    [Theory]
    [InlineData(""","finalizers":["x/y"]""")]
    [InlineData(""","deletionTimestamp":"2026-11-30T00:00:00Z","finalizers":["theirs"]""")]
    public async Task A_finalizer_that_is_there_or_comes_too_late_is_not_put_on(string metadata)
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(200, Bodies.Metadata("c", "7", metadata)));
        await using var kube = new KubeHarness(api.Address);

        Assert.Null((await kube.Get<IStatusJournal>().AddFinalizerAsync(ResourceKinds.VaultPKISecret, Key, "x/y", default)).Failure);
        Assert.Single(api.Requests);
    }

    private static Task<Appended> AppendAsync(KubeHarness kube) => kube.Get<IStatusJournal>().AppendAsync(
        ResourceKinds.VaultConnection, Key, "7", new JsonObject { ["valid"] = true, ["old"] = null }, default);
}
