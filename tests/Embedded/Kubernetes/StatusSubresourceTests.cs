using Coffer.Embedded.Kubernetes;

namespace Coffer.Embedded.Tests.Kubernetes;

/// <summary>The status of a custom kind, as recorded from kube-apiserver 1.36.2.</summary>
public sealed class StatusSubresourceTests : IAsyncLifetime
{
    private const string Requests = "/apis/test.coffer.dev/v1/namespaces/app/requests";
    private const string Main = $"{Requests}/r";
    private const string Status = $"{Requests}/r/status";

    private const string Definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: requests.test.coffer.dev}
        spec:
          group: test.coffer.dev
          names: {kind: Request, plural: requests, singular: request}
          scope: Namespaced
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec: {type: object, properties: {a: {type: integer}}}
                  status:
                    type: object
                    properties:
                      certificate: {type: string, format: byte}
                      at: {type: string, format: date-time}
                      deep: {type: object, properties: {blob: {type: string, format: byte}}}
                      note: {type: string}
                      names: {type: array, items: {type: string}, x-kubernetes-list-type: set}
                      conditions:
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [type]
                        items:
                          type: object
                          required: [type, status]
                          properties:
                            type: {type: string}
                            status: {type: string, enum: ["True", "False", "Unknown"]}
                            lastTransitionTime: {type: string, format: date-time}
        """;

    private TestCluster _cluster = null!;
    private Answer _created = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(new EmbeddedKubernetesOptions { Manifests = [Definition] });
        _created = await _cluster.PostAsync(Requests, Request(""","status":{"note":"dropped"}"""));
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public void A_status_given_at_creation_is_dropped()
    {
        Assert.Equal(201, _created.Code);
        Assert.Null(_created.Json["status"]);
    }

    [Fact]
    public async Task A_merge_patch_keeps_other_members_and_replaces_lists_whole()
    {
        await _cluster.MergeAsync(
            Status, """{"status":{"note":"n","conditions":[{"type":"A","status":"True"},{"type":"B","status":"True"}]}}""");
        var patched = await _cluster.MergeAsync(Status, """{"status":{"conditions":[{"type":"C","status":"False"}]}}""");

        Assert.Equal("""{"note":"n","conditions":[{"type":"C","status":"False"}]}""", patched.Json["status"]!.ToJsonString());
        Assert.Equal(1, (int)patched.Json["metadata"]!["generation"]!);
    }

    [Fact]
    public async Task Null_removes_the_status()
    {
        await _cluster.MergeAsync(Status, """{"status":{"note":"n"}}""");

        var patched = await _cluster.MergeAsync(Status, """{"status":null}""");

        Assert.Equal(200, patched.Code);
        Assert.Null((await _cluster.GetAsync(Main)).Json["status"]);
    }

    [Fact]
    public async Task Spec_labels_and_annotations_in_a_patch_of_the_status_are_ignored_without_a_warning()
    {
        var patched = await _cluster.MergeAsync(
            Status, """{"metadata":{"labels":{"l":"1"},"annotations":{"a":"1"}},"spec":{"a":2},"status":{"note":"n"}}""");

        Assert.Equal((200, null), (patched.Code, patched.Warning));
        Assert.Equal((1, "n"), ((int)patched.Json["spec"]!["a"]!, (string?)patched.Json["status"]!["note"]));
        Assert.Equal((null, null), (patched.Json["metadata"]!["labels"], patched.Json["metadata"]!["annotations"]));
    }

    [Fact]
    public async Task No_change_and_a_status_outside_its_path_leave_the_version_as_it_is()
    {
        var version = (await _cluster.MergeAsync(Status, """{"status":{"note":"n"}}""")).Version;

        var same = await _cluster.MergeAsync(Status, """{"status":{"note":"n"}}""");
        var outside = await _cluster.MergeAsync(Main, """{"status":{"note":"z"}}""");

        Assert.Equal((200, version, 200, version), (same.Code, same.Version, outside.Code, outside.Version));
        Assert.Equal("n", (string?)outside.Json["status"]!["note"]);
    }

    [Fact]
    public async Task A_stale_version_is_a_conflict()
    {
        var answer = await _cluster.MergeAsync(Status, """{"metadata":{"resourceVersion":"1"},"status":{"note":"n"}}""");

        Assert.Equal(
            (409, "Conflict", "Operation cannot be fulfilled on requests.test.coffer.dev \"r\": the object has been modified; please apply "
                + "your changes to the latest version and try again"),
            (answer.Code, answer.Reason, answer.Message));
    }

    [Fact]
    public async Task A_wrong_uid_does_not_guard_a_merge_patch_of_the_status()
    {
        var answer = await _cluster.MergeAsync(Status, """{"metadata":{"uid":"U"},"status":{"note":"n"}}""");

        Assert.Equal((200, "n"), (answer.Code, (string?)answer.Json["status"]!["note"]));
    }

    [Fact]
    public async Task A_wrong_uid_in_a_merge_patch_of_the_object_is_a_change_of_an_immutable_field()
    {
        const string Secrets = "/api/v1/namespaces/app/secrets";
        await _cluster.CreateAsync(Secrets, TestCluster.Secret("s"));
        foreach (var (path, title) in new[] { (Main, "Request.test.coffer.dev \"r\""), ($"{Secrets}/s", "Secret \"s\"") })
        {
            var answer = await _cluster.MergeAsync(path, """{"metadata":{"uid":"U"}}""");

            Assert.Equal(
                (422, $"{title} is invalid: metadata.uid: Invalid value: \"U\": field is immutable"), (answer.Code, answer.Message));
            const string Cause =
                """{"reason":"FieldValueInvalid","message":"Invalid value: \u0022U\u0022: field is immutable","field":"metadata.uid"}""";
            Assert.Equal($"[{Cause},{Cause}]", answer.Json["details"]!["causes"]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData(Main)]
    [InlineData(Status)]
    public async Task A_wrong_uid_in_a_PUT_is_a_failed_precondition(string path)
    {
        var answer = await _cluster.PutAsync(
            path, Request("").Replace("\"name\":\"r\"", "\"name\":\"r\",\"uid\":\"U\"", StringComparison.Ordinal));

        Assert.Equal(
            (409, "Conflict", "Operation cannot be fulfilled on requests.test.coffer.dev \"r\": StorageError: invalid object, Code: 4, "
                + "Key: /registry/test.coffer.dev/requests/app/r, ResourceVersion: 0, AdditionalErrorMsg: "
                + $"Precondition failed: UID in precondition: U, UID in object meta: {_created.Json["metadata"]!["uid"]}"),
            (answer.Code, answer.Reason, answer.Message));
    }

    [Fact]
    public async Task A_test_in_a_JSON_patch_guards_by_the_uid()
    {
        const string Patch = """[{"op":"test","path":"/metadata/uid","value":"U"},{"op":"add","path":"/status","value":{"note":"n"}}]""";
        var uid = (string)_created.Json["metadata"]!["uid"]!;

        Assert.Equal(
            (422, "Invalid"), ((await _cluster.JsonPatchAsync(Status, Patch)).Code, (await _cluster.JsonPatchAsync(Status, Patch)).Reason));
        Assert.Null((await _cluster.GetAsync(Main)).Json["status"]);
        Assert.Equal(200, (await _cluster.JsonPatchAsync(Status, Patch.Replace("\"U\"", $"\"{uid}\"", StringComparison.Ordinal))).Code);
    }

    [Theory]
    [InlineData("""{"conditions":[{"type":"R","status":"Maybe"}]}""", "FieldValueNotSupported",
        "status.conditions[0].status: Unsupported value: \"Maybe\": supported values: \"True\", \"False\", \"Unknown\"")]
    [InlineData("""{"certificate":"not base64!"}""", "FieldValueTypeInvalid",
        "status.certificate: Invalid value: \"not base64!\": certificate in body must be of type byte: \"not base64!\"")]
    [InlineData("""{"certificate":""}""", "FieldValueTypeInvalid",
        "status.certificate: Invalid value: \"\": certificate in body must be of type byte: \"\"")]
    [InlineData("""{"deep":{"blob":"%%"}}""", "FieldValueTypeInvalid",
        "status.deep.blob: Invalid value: \"%%\": deep.blob in body must be of type byte: \"%%\"")]
    [InlineData("""{"at":"2026-11-30T10:00:00"}""", "FieldValueTypeInvalid",
        "status.at: Invalid value: \"2026-11-30T10:00:00\": at in body must be of type date-time: \"2026-11-30T10:00:00\"")]
    [InlineData("""{"note":1}""", "FieldValueTypeInvalid",
        "status.note: Invalid value: \"integer\": note in body must be of type string: \"integer\"")]
    [InlineData("""{"at":"yesterday"}""", "FieldValueTypeInvalid",
        "status.at: Invalid value: \"yesterday\": at in body must be of type date-time: \"yesterday\"")]
    [InlineData("""{"conditions":[{"type":"Ready","status":"True"},{"type":"Ready","status":"False"}]}""", "FieldValueDuplicate",
        "status.conditions[1]: Duplicate value: {\"type\":\"Ready\"}")]
    [InlineData("""{"names":["a","b","a","a"]}""", "FieldValueDuplicate", "status.names[2]: Duplicate value: \"a\"")]
    [InlineData("""{"conditions":[{"status":"True"}]}""", "FieldValueRequired", "status.conditions[0].type: Required value")]
    public async Task A_status_that_the_schema_refuses_is_told_as_recorded(string status, string reason, string words)
    {
        var answer = await _cluster.MergeAsync(Status, $$"""{"status":{{status}}}""");

        Assert.Equal((422, $"Request.test.coffer.dev \"r\" is invalid: {words}"), (answer.Code, answer.Message));
        Assert.Equal(reason, (string?)Assert.Single(answer.Json["details"]!["causes"]!.AsArray())!["reason"]);
    }

    private static string Request(string more) =>
        $$$"""{"apiVersion":"test.coffer.dev/v1","kind":"Request","metadata":{"name":"r"},"spec":{"a":1}{{{more}}}}""";


}
