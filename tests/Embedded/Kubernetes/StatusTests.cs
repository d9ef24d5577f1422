using static Coffer.Embedded.Tests.Kubernetes.TestCluster;

namespace Coffer.Embedded.Tests.Kubernetes;

/// <summary>Every failure in the words recorded from kube-apiserver 1.36.2.</summary>
public sealed class StatusTests : IAsyncLifetime
{
    private const string Secrets = "/api/v1/namespaces/app/secrets";
    private const string Modified = "the object has been modified; please apply your changes to the latest version and try again";

    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_missing_object_is_a_404_with_the_plural_as_kind()
    {
        var secret = await _cluster.GetAsync($"{Secrets}/nope");
        Assert.Equal(404, secret.Code);
        Assert.Equal(
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"secrets \"nope\" not found","reason":"NotFound","details":{"name":"nope","kind":"secrets"},"code":404}""",
            secret.Text);
        var widget = await _cluster.DeleteAsync($"{Widgets}/nope");
        Assert.Equal("widgets.test.coffer.dev \"nope\" not found", widget.Message);
        Assert.Equal("""{"name":"nope","group":"test.coffer.dev","kind":"widgets"}""", widget.Details);
        Assert.Equal(404, (await _cluster.MergeAsync($"{Widgets}/nope", "{}")).Code);
    }

    [Theory]
    [InlineData("/apis/nope.dev/v1/things")]
    [InlineData("/apis/test.coffer.dev/v9/widgets")]
    [InlineData("/api/v1/nopes")]
    public async Task An_unknown_resource_is_a_plain_404(string path)
    {
        var answer = await _cluster.GetAsync(path);
        Assert.Equal((404, "404 page not found\n"), (answer.Code, answer.Text));
    }

    [Fact]
    public async Task Conflicts_name_the_plural()
    {
        await _cluster.CreateAsync(Secrets, Secret("x"));
        var exists = await _cluster.PostAsync(Secrets, Secret("x"));
        Assert.Equal((409, "AlreadyExists", "secrets \"x\" already exists"), (exists.Code, exists.Reason, exists.Message));

        var stale = "{\"metadata\":{\"resourceVersion\":\"1\"}}";
        var patched = await _cluster.MergeAsync($"{Secrets}/x", stale);
        Assert.Equal((409, "Conflict", $"Operation cannot be fulfilled on secrets \"x\": {Modified}"),
            (patched.Code, patched.Reason, patched.Message));
        Assert.Equal("""{"name":"x","kind":"secrets"}""", patched.Details);
        Assert.Equal(409, (await _cluster.PutAsync($"{Secrets}/x", Secret("x", metadata: ",\"resourceVersion\":\"1\""))).Code);
        Assert.Equal(409, (await _cluster.ApplyAsync($"{Secrets}/x", Secret("x", metadata: ",\"resourceVersion\":\"1\""))).Code);

        await _cluster.CreateAsync(Widgets, Widget("w"));
        var widget = await _cluster.MergeAsync($"{Widgets}/w/status", stale);
        Assert.Equal($"Operation cannot be fulfilled on widgets.test.coffer.dev \"w\": {Modified}", widget.Message);
    }

    [Fact]
    public async Task Delete_preconditions_name_the_kind()
    {
        var created = await _cluster.CreateAsync(Secrets, Secret("x"));
        var (uid, version) = ((string)created["metadata"]!["uid"]!, (string)created["metadata"]!["resourceVersion"]!);
        var wrongUid = await _cluster.DeleteAsync($"{Secrets}/x", """{"preconditions":{"uid":"A"}}""");
        Assert.Equal(
            $"Operation cannot be fulfilled on Secret \"x\": the UID in the precondition (A) does not match the UID in record ({uid}). The "
            + "object might have been deleted and then recreated",
            wrongUid.Message);
        Assert.Equal("""{"name":"x","kind":"Secret"}""", wrongUid.Details);
        var wrongVersion = await _cluster.DeleteAsync($"{Secrets}/x", """{"preconditions":{"resourceVersion":"1"}}""");
        Assert.Equal(
            "Operation cannot be fulfilled on Secret \"x\": the ResourceVersion in the precondition (1) does not match the "
            + $"ResourceVersion in record ({version}). The object might have been modified",
            wrongVersion.Message);
        var right = await _cluster.DeleteAsync(
            $"{Secrets}/x", $$$"""{"preconditions":{"uid":"{{{uid}}}","resourceVersion":"{{{version}}}"}}""");
        Assert.Equal((200, "Success"), (right.Code, (string?)right.Json["status"]));
    }

    [Fact]
    public async Task A_schema_names_every_fault()
    {
        var answer = await _cluster.PostAsync(Widgets, Widget("t", """{"type":"kv-v9","refreshAfter":"1h30m","size":"x"}"""));
        Assert.Equal((422, "Invalid"), (answer.Code, answer.Reason));
        Assert.StartsWith("Widget.test.coffer.dev \"t\" is invalid: [", answer.Message, StringComparison.Ordinal);
        foreach (var part in new[]
        {
            "spec.path: Required value",
            "spec.type: Unsupported value: \"kv-v9\": supported values: \"kv-v1\", \"kv-v2\"",
            "spec.refreshAfter: Invalid value: \"1h30m\": spec.refreshAfter in body should match '^([0-9]+(\\.[0-9]+)?(s|m|h))$'",
            "spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\"",
        })
        {
            Assert.Contains(part, answer.Message, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["FieldValueInvalid", "FieldValueNotSupported", "FieldValueRequired", "FieldValueTypeInvalid"],
            answer.Json["details"]!["causes"]!.AsArray().Select(cause => (string)cause!["reason"]!).Order());
        Assert.Equal("Widget", (string?)answer.Json["details"]!["kind"]);
        var one = await _cluster.PostAsync(Widgets, Widget("t", "{}"));
        Assert.Equal("Widget.test.coffer.dev \"t\" is invalid: spec.path: Required value", one.Message);
    }

    [Fact]
    public async Task Secrets_are_judged_as_by_the_real_server()
    {
        var base64 = await _cluster.PostAsync(Secrets, Secret("x", """{"a":"$$"}"""));
        Assert.Equal((400, "Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte 0"),
            (base64.Code, base64.Message));
        await Invalid(Secret("x", """{"a b":""}"""),
            "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.'");
        await Invalid(Secret("x", """{"tls.key":""}""", ",\"type\":\"kubernetes.io/tls\""), "data[tls.crt]: Required value");
        await Invalid(Secret("Bad_Name"), "metadata.name: Invalid value: \"Bad_Name\": a lowercase RFC 1123 subdomain must consist of");
        await Invalid(Secret("x", $$"""{"a":"{{Convert.ToBase64String(new byte[1048577])}}"}"""),
            "data: Too long: may not be more than 1048576 bytes");
        await _cluster.CreateAsync(Secrets, Secret("frozen", more: ",\"immutable\":true"));
        var changed = await _cluster.MergeAsync($"{Secrets}/frozen", """{"data":{"a":"Yg=="}}""");
        Assert.Equal("Secret \"frozen\" is invalid: data: Forbidden: field is immutable when `immutable` is set", changed.Message);
        var retyped = await _cluster.MergeAsync($"{Secrets}/frozen", """{"type":"T"}""");
        Assert.Equal("Secret \"frozen\" is invalid: type: Invalid value: \"T\": field is immutable", retyped.Message);
        Assert.Equal(413, (await _cluster.PostAsync(Secrets, Secret("x", $$"""{"a":"{{new string('A', 3145728)}}"}"""))).Code);

        async Task Invalid(string body, string expected)
        {
            var answer = await _cluster.PostAsync(Secrets, body);
            Assert.Equal(422, answer.Code);
            Assert.Contains(expected, answer.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Patches_fail_with_one_and_the_same_422()
    {
        await _cluster.CreateAsync(Secrets, Secret("x"));
        foreach (var patch in new[]
        {
            """[{"op":"test","path":"/data/a","value":"nope"}]""",
            """[{"op":"remove","path":"/data/b"}]""",
            """[{"op":"replace","path":"/metadata/labels/a","value":"b"}]""",
        })
        {
            var answer = await _cluster.JsonPatchAsync($"{Secrets}/x", patch);
            Assert.Equal(
                (422, "Invalid", "the server rejected our request due to an error in our request", "{}"),
                (answer.Code, answer.Reason, answer.Message, answer.Details));
        }

        Assert.Equal(200, (await _cluster.JsonPatchAsync($"{Secrets}/x", """[{"op":"test","path":"/data/b","value":null}]""")).Code);
        var garbage = await _cluster.JsonPatchAsync($"{Secrets}/x", "nope");
        Assert.Equal(400, garbage.Code);
        Assert.StartsWith("error decoding patch: invalid character", garbage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_are_selected_by_the_fields_that_their_definition_names()
    {
        await _cluster.CreateAsync(Widgets, Widget("one", """{"path":"p","type":"kv-v1"}"""));
        await _cluster.CreateAsync(Widgets, Widget("two", """{"path":"p","type":"kv-v2"}"""));

        Assert.Equal(["two"], await NamesAsync("spec.type%3Dkv-v2"));
        Assert.Equal(["one"], await NamesAsync("spec.type%21%3Dkv-v2"));
    }

    private async Task<IEnumerable<string?>> NamesAsync(string selector) =>
        (await _cluster.GetAsync($"{Widgets}?fieldSelector={selector}")).Json["items"]!.AsArray()
            .Select(item => (string?)item!["metadata"]!["name"]);

    [Fact]
    public async Task Selectors_and_formats_are_refused_as_recorded()
    {
        await _cluster.CreateAsync(Widgets, Widget("w"));
        Assert.Equal("field label not supported: spec.mount", (await _cluster.GetAsync($"{Widgets}?fieldSelector=spec.mount%3Dx")).Message);
        Assert.Equal(
            "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
            (await _cluster.GetAsync($"{Secrets}?labelSelector=a%20b")).Message);
        var strategic = await _cluster.StrategicAsync($"{Widgets}/w", "{}");
        Assert.Equal(
            (415, "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, "
                + "application/merge-patch+json, application/apply-patch+yaml"),
            (strategic.Code, strategic.Message));
        Assert.Equal(
            "the namespace of the provided object does not match the namespace sent on the request",
            (await _cluster.PostAsync(Secrets, Secret("x", metadata: ",\"namespace\":\"other\""))).Message);
        Assert.Equal((405, "MethodNotAllowed"),
            ((await _cluster.PutAsync(Secrets, Secret("x"))).Code, (await _cluster.PutAsync(Secrets, Secret("x"))).Reason));
    }

    [Fact]
    public async Task Unknown_fields_are_pruned_and_warned_of()
    {
        var created = await _cluster.PostAsync(Widgets, Widget("w", """{"path":"p","foo":1,"headers":{"X-Any":"kept"}}"""));
        Assert.Equal((201, "299 - \"unknown field \\\"spec.foo\\\"\""), (created.Code, created.Warning));
        Assert.Null(created.Json["spec"]!["foo"]);
        Assert.Equal("kept", (string?)created.Json["spec"]!["headers"]!["X-Any"]);
        Assert.True((bool?)created.Json["spec"]!["hmac"]);
        var status = await _cluster.MergeAsync($"{Widgets}/w/status", """{"status":{"history":["x"],"more":1,"last":1}}""");
        Assert.Equal("299 - \"unknown field \\\"status.history\\\"\", 299 - \"unknown field \\\"status.more\\\"\"", status.Warning);
        var strict = await _cluster.PostAsync($"{Widgets}?fieldValidation=Strict", Widget("v", """{"path":"p","foo":1}"""));
        Assert.Equal((400, "BadRequest"), (strict.Code, strict.Reason));
    }

    [Fact]
    public async Task Versions_from_the_future_time_out()
    {
        var answer = await _cluster.GetAsync($"{Secrets}?resourceVersion=99999999");
        Assert.Equal((504, "Timeout", $"Timeout: Too large resource version: 99999999, current: {_cluster.Server.Revision}"),
            (answer.Code, answer.Reason, answer.Message));
        Assert.Equal("""{"causes":[{"reason":"ResourceVersionTooLarge","message":"Too large resource version"}],"retryAfterSeconds":1}""",
            answer.Details);
    }

    [Fact]
    public async Task Finalizers_cannot_be_added_to_a_dying_object()
    {
        await _cluster.CreateAsync(Widgets, Widget("w", metadata: ",\"finalizers\":[\"a/b\"]"));
        var deleted = await _cluster.DeleteAsync($"{Widgets}/w");
        Assert.Equal((200, 2, true),
            (deleted.Code, (int)deleted.Json["metadata"]!["generation"]!, deleted.Json["metadata"]!["deletionTimestamp"] is not null));
        var answer = await _cluster.MergeAsync($"{Widgets}/w", """{"metadata":{"finalizers":["a/b","b/c"]}}""");
        Assert.Equal(
            "Widget.test.coffer.dev \"w\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is "
            + "being deleted, found new finalizers []string{\"b/c\"}",
            answer.Message);
        Assert.Equal(200, (await _cluster.JsonPatchAsync($"{Widgets}/w", """[{"op":"remove","path":"/metadata/finalizers"}]""")).Code);
        Assert.Equal(404, (await _cluster.GetAsync($"{Widgets}/w")).Code);
    }
}
