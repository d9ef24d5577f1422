using static Coffer.Embedded.Tests.Kubernetes.TestCluster;

namespace Coffer.Embedded.Tests.Kubernetes;

/// <summary>Refusals that nobody recorded: what to expect is read from the sources of Kubernetes, which each test names.</summary>
public sealed class StrictnessTests : IAsyncLifetime
{
    private const string Secrets = "/api/v1/namespaces/app/secrets";
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    /// <summary>ValidateSecret in pkg/apis/core/validation/validation.go.</summary>
    [Theory]
    [InlineData("kubernetes.io/dockerconfigjson", "{}", "data[.dockerconfigjson]: Required value")]
    [InlineData("kubernetes.io/dockerconfigjson", """{".dockerconfigjson":"bm90IGpzb24="}""",
        "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": ")]
    [InlineData("kubernetes.io/dockerconfigjson", """{".dockerconfigjson":"W10="}""",
        "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": json: cannot unmarshal")]
    [InlineData("kubernetes.io/dockercfg", """{".dockercfg":""}""", "data[.dockercfg]: Invalid value: \"<secret contents redacted>\": ")]
    [InlineData("kubernetes.io/basic-auth", """{"user":"YQ=="}""", "[data[username]: Required value, data[password]: Required value]")]
    [InlineData("kubernetes.io/ssh-auth", """{"ssh-privatekey":""}""", "data[ssh-privatekey]: Required value")]
    [InlineData("kubernetes.io/service-account-token", "{}", "metadata.annotations[kubernetes.io/service-account.name]: Required value")]
    public async Task A_Secret_of_a_known_type_must_hold_what_the_type_says(string type, string data, string complaint)
    {
        var answer = await _cluster.PostAsync(Secrets, Secret("x", data, $",\"type\":\"{type}\""));
        Assert.Equal(422, answer.Code);
        Assert.StartsWith($"Secret \"x\" is invalid: {complaint}", answer.Message, StringComparison.Ordinal);
    }

    /// <summary>The scanner's words in Go's encoding/json: they quote one character of the text.</summary>
    [Theory]
    [InlineData("eyJhdXRocyI6eyJwYXNzd29yZCI6ImEid2ludGVyIn19", "invalid character 'w' after object key:value pair")]
    [InlineData("eyJhdXRocyI6", "unexpected end of JSON input")]
    [InlineData("bm90IGpzb24=", "invalid character 'o' in literal null (expecting 'u')")]
    [InlineData("eydhdXRocyc=", "invalid character '\\'' looking for beginning of object key string")]
    [InlineData("e30geA==", "invalid character 'x' after top-level value")]
    [InlineData("WzE=", "unexpected end of JSON input")]
    [InlineData("WyJhIiAiYiJd", "invalid character '\"' after array element")]
    [InlineData("eyJhIiAxfQ==", "invalid character '1' after object key")]
    [InlineData("eyJhIjoiXHgifQ==", "invalid character 'x' in string escape code")]
    [InlineData("eyJhIjoxLn0=", "invalid character '}' after decimal point in numeric literal")]
    [InlineData("dHJ1ZQ==", "json: cannot unmarshal bool into Go value of type map[string]interface {}")]
    public async Task A_docker_config_that_is_no_JSON_is_refused_in_the_words_of_Go(string config, string complaint)
    {
        var answer = await _cluster.PostAsync(
            Secrets, Secret("x", $$"""{".dockerconfigjson":"{{config}}"}""", ",\"type\":\"kubernetes.io/dockerconfigjson\""));
        Assert.Equal($"Secret \"x\" is invalid: data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": {complaint}",
            answer.Message);
    }

    [Theory]
    [InlineData("kubernetes.io/dockerconfigjson", """{".dockerconfigjson":"e30="}""")]
    [InlineData("kubernetes.io/basic-auth", """{"password":""}""")]
    [InlineData("kubernetes.io/tls", """{"tls.crt":"","tls.key":""}""")]
    [InlineData("bootstrap.kubernetes.io/token", "{}")]
    [InlineData("example.com/any", "{}")]
    public async Task And_nothing_more(string type, string data) =>
        Assert.Equal(201, (await _cluster.PostAsync(Secrets, Secret("x", data, $",\"type\":\"{type}\""))).Code);

    /// <summary>hasChDirPrefix in apimachinery's pkg/util/validation/validation.go.</summary>
    [Theory]
    [InlineData("..", "must not be '..'")]
    [InlineData("..data", "must not start with '..'")]
    public async Task Keys_do_not_lead_out_of_a_volume(string key, string complaint)
    {
        Assert.Equal(
            $"Secret \"x\" is invalid: data[{key}]: Invalid value: \"{key}\": {complaint}",
            (await _cluster.PostAsync(Secrets, Secret("x", $$"""{"{{key}}":""}"""))).Message);
        Assert.Equal(201, (await _cluster.PostAsync(Secrets, Secret("y", """{".data":""}"""))).Code);
    }

    /// <summary>withAuthorization in apiserver's pkg/endpoints/handlers/create.go, as patch.go wraps what an apply would create.</summary>
    [Fact]
    public async Task Applying_what_is_not_there_needs_the_right_to_create()
    {
        await _cluster.CreateAsync(Secrets, Secret("there"));
        await _cluster.CreateAsync("/api/v1/namespaces/app/serviceaccounts", """{"metadata":{"name":"patcher"}}""");
        await _cluster.CreateAsync("/apis/rbac.authorization.k8s.io/v1/namespaces/app/roles",
            """{"metadata":{"name":"patcher"},"rules":[{"apiGroups":[""],"resources":["secrets"],"verbs":["patch"]}]}""");
        await _cluster.CreateAsync(
            "/apis/rbac.authorization.k8s.io/v1/namespaces/app/rolebindings",
            """{"metadata":{"name":"patcher"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"patcher"},"subjects":[{"kind":"ServiceAccount","name":"patcher","namespace":"app"}]}""");
        var token = (string)(await _cluster.CreateAsync("/api/v1/namespaces/app/serviceaccounts/patcher/token", "{}"))["status"]!["token"]!;

        var (changed, created) = (await ApplyAsync("there"), await ApplyAsync("new"));

        Assert.Equal(200, changed.Code);
        Assert.Equal(
            (403, "secrets \"new\" is forbidden: User \"system:serviceaccount:app:patcher\" cannot create resource \"secrets\" in API "
                + "group \"\" in the namespace \"app\""),
            (created.Code, created.Message));

        Task<Answer> ApplyAsync(string name) => _cluster.SendAsync(
            HttpMethod.Patch, $"{Secrets}/{name}?fieldManager=coffer&force=true", Secret(name), "application/apply-patch+yaml",
            token: token);
    }

    /// <summary>ValidateSubjectAccessReviewSpec in pkg/apis/authorization/validation/validation.go.</summary>
    [Theory]
    [InlineData("""{"nonResourceAttributes":{"path":"/x","verb":"get"}}""",
        "spec.user: Invalid value: \"\": at least one of user or group must be specified")]
    [InlineData("""{"user":"u"}""", "exactly one of nonResourceAttributes or resourceAttributes must be specified")]
    [InlineData("""{"user":"u","nonResourceAttributes":{"path":"/x"},"resourceAttributes":{"verb":"get"}}""",
        "exactly one of nonResourceAttributes or resourceAttributes must be specified")]
    public async Task A_question_of_access_names_a_subject_and_one_thing(string spec, string complaint)
    {
        var answer = await _cluster.PostAsync("/apis/authorization.k8s.io/v1/subjectaccessreviews", $$"""{"spec":{{spec}}}""");
        Assert.Equal(422, answer.Code);
        Assert.Contains(complaint, answer.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// The messages of pkg/apiserver/schema/validation.go and pkg/apis/apiextensions/validation/validation.go of apiextensions-apiserver.
    /// </summary>
    [Theory]
    [InlineData("{}", "properties[f].type: Required value: must not be empty for specified object fields")]
    [InlineData("{type: array, items: {}}", "properties[f].items.type: Required value: must not be empty for specified array items")]
    [InlineData("{type: array}", "properties[f].items: Required value: must be specified")]
    [InlineData("{type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}",
        "properties[f].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive")]
    [InlineData("{type: array, uniqueItems: true, items: {type: string}}",
        "properties[f].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic")]
    [InlineData(
        "{type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [a], items: {type: object, "
        + "properties: {a: {type: string}}}}",
        "properties[f].items.properties[a].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a "
        + "default or be a required property")]
    [InlineData("{type: boolean, default: \"false\"}",
        "properties[f].default: Invalid value: \"string\": in body must be of type boolean: \"string\"")]
    public async Task A_schema_must_be_structural(string field, string complaint)
    {
        var answer = await PostDefinitionAsync(field);
        Assert.Equal(422, answer.Code);
        Assert.Contains($"spec.validation.openAPIV3Schema.{complaint}", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{x-kubernetes-preserve-unknown-fields: true}")]
    [InlineData("{x-kubernetes-int-or-string: true}")]
    [InlineData("{type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [a], items: {type: object, required: [a], "
        + "properties: {a: {type: string}}}}")]
    [InlineData("{type: integer, default: 3}")]
    public async Task A_structural_schema_is_taken(string field) => Assert.Equal(201, (await PostDefinitionAsync(field)).Code);

    private Task<Answer> PostDefinitionAsync(string field) => _cluster.SendAsync(HttpMethod.Post, Definitions, $$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: things.test.coffer.dev}
        spec:
          group: test.coffer.dev
          names: {kind: Thing, plural: things}
          scope: Namespaced
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  f: {{field}}
        """, "application/yaml");
}
