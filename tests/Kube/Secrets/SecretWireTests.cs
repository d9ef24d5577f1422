using System.Text;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.Secrets;

public sealed class SecretWireTests
{
    private const string Canary = "c4nary-value-1";

    private static readonly ObjectKey Key = new("app", "db");
    private static readonly SecretManifest Manifest = new()
    {
        Key = Key,
        ResourceVersion = "1",
        Type = "Opaque",
        Data = new Dictionary<string, ReadOnlyMemory<byte>> { ["password"] = Encoding.UTF8.GetBytes(Canary), ["empty"] = default },
        Labels = new Dictionary<string, string> { ["l"] = "1" },
        Annotations = new Dictionary<string, string> { [SecretAnnotations.Digest] = "d" },
        Owner = new Owner("secrets.hashicorp.com/v1beta1", "VaultStaticSecret", "db", "u1"),
    };

    [Fact]
    public async Task An_apply_names_manager_force_and_version_and_asks_for_metadata_only()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(201, Bodies.Metadata("db", "42")));
        await using var kube = new KubeHarness(api.Address);

        var outcome = await kube.Get<ISecretWriter>().ApplyAsync(Manifest, default);

        Assert.True(outcome.TryGet(out var version, out _));
        Assert.Equal(new SecretVersion("u-db", "42"), version);
        var request = Assert.Single(api.Requests);
        Assert.Equal(("PATCH", "/api/v1/namespaces/app/secrets/db", "?fieldManager=coffer&force=true"),
            (request.Method, request.Path, request.Query));
        Assert.Equal("application/apply-patch+yaml", request.ContentType);
        Assert.Equal("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1", request.Accept);
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal("1", body.GetProperty("metadata").GetProperty("resourceVersion").GetString());
        Assert.Equal(Canary, Encoding.UTF8.GetString(body.GetProperty("data").GetProperty("password").GetBytesFromBase64()));
        Assert.Equal("", body.GetProperty("data").GetProperty("empty").GetString());
        Assert.Equal(
            """[{"apiVersion":"secrets.hashicorp.com/v1beta1","kind":"VaultStaticSecret","name":"db","uid":"u1"}]""",
            body.GetProperty("metadata").GetProperty("ownerReferences").GetRawText());
    }

    [Fact]
    public async Task A_trial_is_a_dry_run_of_the_same_Secret_under_a_name_that_is_free()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(201, Bodies.Metadata("db", "42")));
        await using var kube = new KubeHarness(api.Address);

        Assert.Null(
            (await kube.Get<ISecretWriter>().TryAsync(Manifest with { ResourceVersion = "77", Immutable = true }, default)).Failure);

        var request = Assert.Single(api.Requests);
        Assert.Equal(("PATCH", "?fieldManager=coffer&force=true&dryRun=All"), (request.Method, request.Query));
        Assert.StartsWith("/api/v1/namespaces/app/secrets/coffer-trial-", request.Path, StringComparison.Ordinal);
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal(request.Path.Split('/')[^1], body.GetProperty("metadata").GetProperty("name").GetString());
        Assert.Equal("1", body.GetProperty("metadata").GetProperty("resourceVersion").GetString());
        Assert.True(body.GetProperty("immutable").GetBoolean());
    }

    [Fact]
    public async Task Of_a_refused_value_only_its_field_and_the_kind_of_fault_are_told()
    {
        const string Answer = """
            {"kind":"Status","status":"Failure","reason":"Invalid","code":422,
             "message":"Secret \"db\" is invalid: [data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 'w' after object key:value pair, data[tls.crt]: Required value, metadata.labels: Invalid value: \"a b\": bad]",
             "details":{"name":"db","kind":"Secret","causes":[
              {"reason":"FieldValueInvalid","field":"data[.dockerconfigjson]","message":"Invalid value: \"<secret contents redacted>\": invalid character 'w' after object key:value pair"},
              {"reason":"FieldValueRequired","field":"data[tls.crt]","message":"Required value"},
              {"reason":"FieldValueInvalid","field":"metadata.labels","message":"Invalid value: \"a b\": bad"}]}}
            """;
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(422, Answer), ScriptedApi.Json(422, Answer));
        await using var kube = new KubeHarness(api.Address);
        var failures = new[]
        {
            (await kube.Get<ISecretWriter>().ApplyAsync(Manifest, default)).Failure!,
            (await kube.Get<ISecretWriter>().TryAsync(Manifest, default)).Failure!,
        };

        Assert.All(failures, failure => Assert.Equal(
            "apply secrets app/db: Secret \"db\" is invalid: data[.dockerconfigjson]: Invalid value (what the API server quotes of it is "
            + "left out); data[tls.crt]: Required value; metadata.labels: Invalid value: \"a b\": bad (422)",
            failure.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("x")]
    public async Task An_apply_without_a_version_is_refused_before_any_request(string version)
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(200, Bodies.Metadata("db", "42")));
        await using var kube = new KubeHarness(api.Address);

        var outcome = await kube.Get<ISecretWriter>().ApplyAsync(Manifest with { ResourceVersion = version }, default);

        Assert.Equal(FailureKind.Misconfigured, outcome.Failure!.Kind);
        Assert.Empty(api.Requests);
    }

    [Theory]
    [InlineData(409, "Conflict", "Operation cannot be fulfilled on secrets \"db\": the object has been modified; please apply your changes "
        + "to the latest version and try again", FailureKind.Conflict)]
    [InlineData(404, "NotFound", "namespaces \"app\" not found", FailureKind.NotFound)]
    [InlineData(422, "Invalid", "Secret \"db\" is invalid: data: Too long: may not be more than 1048576 bytes", FailureKind.Invalid)]
    public async Task Refusals_keep_the_words_of_the_api_server(int code, string reason, string message, FailureKind kind)
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Status(code, reason, message));
        await using var kube = new KubeHarness(api.Address);

        var failure = (await kube.Get<ISecretWriter>().ApplyAsync(Manifest, default)).Failure!;

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_a_webhook_quotes_reach_neither_failure_nor_log()
    {
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary));
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Status(403, "Forbidden", $"admission webhook denied the request: password {Canary} ({base64}) is weak"),
            ScriptedApi.Json(200, $$$"""{"kind":"Secret","data":{"password":"{{{base64}}}"},"metadata":{}}"""),
            ScriptedApi.Text(200, "application/json", $"{{\"data\":{{\"password\":\"{base64}"),
            ScriptedApi.Text(500, "text/html", Canary));
        await using var kube = new KubeHarness(api.Address);

        var printed = new List<string> { Manifest.ToString() };
        for (var i = 0; i < 4; i++)
        {
            var outcome = await kube.Get<ISecretWriter>().ApplyAsync(Manifest, default);
            Assert.NotNull(outcome.Failure);
            printed.Add(outcome.ToString());
        }

        Assert.All(printed.Concat(kube.Log), text =>
        {
            Assert.DoesNotContain(Canary, text, StringComparison.Ordinal);
            Assert.DoesNotContain(base64, text, StringComparison.Ordinal);
            Assert.DoesNotContain("t0ken-canary", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_delete_carries_its_preconditions_and_takes_absence_for_success()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Status(404, "NotFound", "secrets \"db\" not found"));
        await using var kube = new KubeHarness(api.Address);

        var outcome = await kube.Get<ISecretWriter>().DeleteAsync(Key, "u1", "7", default);

        Assert.Null(outcome.Failure);
        Assert.Contains("""{"uid":"u1","resourceVersion":"7"}""", Assert.Single(api.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_ownership_of_another_version_is_a_conflict()
    {
        const string Fields =
            """,  "managedFields":[{"manager":"m","operation":"Update","apiVersion":"v1","fieldsV1":{"f:data":{"f:a":{}}}}]""";
        await using var api = await ScriptedApi.StartAsync(
            ScriptedApi.Json(200, Bodies.Metadata("db", "8", Fields)),
            ScriptedApi.Json(200, Bodies.Metadata("db", "7", Fields)),
            ScriptedApi.Status(422, "Invalid", "the server rejected our request due to an error in our request"));
        await using var kube = new KubeHarness(api.Address);

        Assert.Equal(FailureKind.Conflict, (await kube.Get<ISecretWriter>().TakeOwnershipAsync(Key, "7", default)).Failure!.Kind);
        Assert.Single(api.Requests);
        Assert.Equal(FailureKind.Conflict, (await kube.Get<ISecretWriter>().TakeOwnershipAsync(Key, "7", default)).Failure!.Kind);
        Assert.Equal("application/json-patch+json", api.Requests.Last().ContentType);
    }

    [Fact]
    public async Task A_read_gives_values_that_do_not_print()
    {
        await using var api = await ScriptedApi.StartAsync(ScriptedApi.Json(
            200,
            """{"kind":"Secret","apiVersion":"v1","metadata":{"name":"db","namespace":"app","uid":"u1","resourceVersion":"7","deletionTimestamp":"2026-01-01T00:00:00Z"},"type":"kubernetes.io/tls","immutable":true,"data":{"a":"YzRuYXJ5","n":null}}"""));
        await using var kube = new KubeHarness(api.Address);

        var outcome = await kube.Get<ISecretReader>().ReadAsync(Key, default);

        Assert.True(outcome.TryGet(out var content, out _));
        Assert.Equal("c4nary", Encoding.UTF8.GetString(content.Data["a"].Span));
        Assert.True(content.Data["n"].IsEmpty);
        Assert.True(content.Immutable && content.Metadata.Deleted && content.Type == "kubernetes.io/tls");
        Assert.DoesNotContain("c4nary", content + outcome.ToString(), StringComparison.Ordinal);
    }
}
