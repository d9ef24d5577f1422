using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;
using Coffer.Tests.Support;

namespace Coffer.Chart.Tests.Live.Policies;

/// <summary>
/// What the operator's account may write, by the real CEL: a table of merge patches and objects, each with what it is refused for.
/// </summary>
[Collection(LifeUnderPoliciesTests.Neighbours)]
public sealed class WritePolicyTests(WritePolicyTests.Shared shared) : IClassFixture<WritePolicyTests.Shared>
{
    private const string Restart =
        """ "vso.secrets.hashicorp.com/restartedAt": "2026-01-01T00:00:00Z", "restart.coffer.secrets.hashicorp.com/abc": "1767225600000-abcd" """;

    private static readonly string[] PodWorkloads = ["Deployment", "DaemonSet", "StatefulSet"];

    public static TheoryData<string> Kinds => [.. PodWorkloads];

    [ServerTheory, MemberData(nameof(Kinds))]
    public async Task The_annotations_that_restart_a_workload_can_be_set_moved_on_and_taken_away(string kind)
    {
        await PassesAsync(kind, $$"""{ "spec": { "template": { "metadata": { "annotations": { {{Restart}} } } } } }""");
        await PassesAsync(kind,
            """{ "spec": { "template": { "metadata": { "annotations": { "restart.coffer.secrets.hashicorp.com/abc": "1767225600001-abcd" } } } } }""");
        await PassesAsync(kind,
            """{ "spec": { "template": { "metadata": { "annotations": { "restart.coffer.secrets.hashicorp.com/abc": null } } } } }""");
        await PassesAsync(kind, "{}");
    }

    [ServerTheory]
    [InlineData("""{ "spec": { "template": { "spec": { "containers": [{ "name": "app", "image": "evil" }] } } } }""")]
    [InlineData("""{ "spec": { "template": { "spec": { "serviceAccountName": "admin" } } } }""")]
    [InlineData("""{ "spec": { "template": { "spec": { "hostNetwork": true } } } }""")]
    [InlineData("""{ "spec": { "template": { "spec": { "nodeSelector": null } } } }""")]
    [InlineData("""{ "spec": { "template": { "metadata": { "annotations": { "sidecar.example/inject": "evil" } } } } }""")]
    [InlineData(
        """{ "spec": { "template": { "metadata": { "annotations": { "vso.secrets.hashicorp.com/restartedAt": "now", "kept": "changed" } } } } }""")]
    [InlineData("""{ "spec": { "template": { "metadata": { "annotations": { "kept": null } } } } }""")]
    [InlineData("""{ "spec": { "template": { "metadata": { "annotations": null } } } }""")]
    [InlineData("""{ "spec": { "template": { "metadata": { "labels": { "more": "labels" } } } } }""")]
    [InlineData("""{ "spec": { "minReadySeconds": 7 } }""")]
    [InlineData("""{ "metadata": { "annotations": { "any": "thing" } } }""")]
    [InlineData("""{ "metadata": { "labels": { "any": "thing" } } }""")]
    [InlineData("""{ "metadata": { "finalizers": ["example.org/any"] } }""")]
    [InlineData("""{ "metadata": { "ownerReferences": [{ "apiVersion": "v1", "kind": "ConfigMap", "name": "gone", "uid": "gone" }] } }""")]
    public async Task Nothing_else_of_a_workload_can_be_changed(string patch)
    {
        foreach (var kind in PodWorkloads)
        {
            await IsRefusedAsync(kind, patch);
        }
    }

    [ServerFact]
    public async Task A_stolen_token_can_not_scale_a_workload_away()
    {
        await IsRefusedAsync("Deployment", """{ "spec": { "replicas": 0 } }""");
        await IsRefusedAsync("StatefulSet", """{ "spec": { "replicas": 0 } }""");
    }

    [ServerTheory]
    [InlineData(
        """{ "metadata": { "annotations": { "restart.coffer.secrets.hashicorp.com/abc": "1-a" } }, "spec": { "restartAt": "2026-01-01T00:00:00Z" } }""",
        true)]
    [InlineData("""{ "spec": { "restartAt": "2026-01-01T00:00:09Z" } }""", true)]
    [InlineData("""{ "spec": { "template": { "spec": { "containers": [{ "name": "app", "image": "evil" }] } } } }""", false)]
    [InlineData("""{ "spec": { "template": { "metadata": { "annotations": { "restart.coffer.secrets.hashicorp.com/abc": "1-a" } } } } }""",
        false)]
    [InlineData("""{ "spec": { "workloadRef": { "kind": "Deployment", "name": "other" } } }""", false)]
    [InlineData("""{ "metadata": { "annotations": { "rollout.argoproj.io/any": "thing" } } }""", false)]
    [InlineData("""{ "metadata": { "labels": { "any": "thing" } } }""", false)]
    public async Task A_Rollout_is_restarted_by_its_time_and_stamped_on_itself(string patch, bool passes)
    {
        if (passes)
        {
            await PassesAsync("Rollout", patch);
        }
        else
        {
            await IsRefusedAsync("Rollout", patch);
        }
    }

    [ServerTheory]
    [InlineData("""{ "metadata": { "finalizers": ["example.org/theirs"] } }""", true)]
    [InlineData("""{ "metadata": { "finalizers": ["vaultstaticsecret.secrets.hashicorp.com/finalizer"] } }""", false)]
    [InlineData("""{ "metadata": { "finalizers": null } }""", false)]
    [InlineData(
        """{ "metadata": { "finalizers": ["vaultstaticsecret.secrets.hashicorp.com/finalizer", "example.org/theirs", "example.org/new"] } }""",
        false)]
    [InlineData("""{ "spec": { "path": "other" } }""", false)]
    [InlineData("""{ "spec": { "destination": { "name": "other" } } }""", false)]
    [InlineData("""{ "metadata": { "annotations": { "secrets.hashicorp.com/force-sync": "now" } } }""", false)]
    [InlineData("""{ "metadata": { "labels": { "any": "thing" } } }""", false)]
    public async Task Of_a_resource_only_the_finalizers_of_the_reference_can_be_taken_away(string patch, bool passes)
    {
        var name = await shared.ResourceAsync();
        var refusal = await shared.Server.TryAsync(thief => thief.MergeAsync(
            ObjectId.Custom("VaultStaticSecret", shared.Server.App, name), Object(patch), default));

        TokenPolicyTests.AssertRefused(passes ? null : "nothing of vaultstaticsecrets but take finalizers", refusal);
    }

    [ServerTheory]
    [InlineData("VaultPKISecret", "vaultpkisecrets", true)]
    [InlineData("VaultStaticSecret", "vaultstaticsecrets", false)]
    public async Task Our_own_finalizer_is_set_where_certificates_are_revoked_and_nowhere_else(string kind, string plural, bool passes)
    {
        var name = await shared.ResourceAsync(kind);
        var id = ObjectId.Custom(kind, shared.Server.App, name);
        var before = (await shared.Server.Admin.FindAsync(id, default))!["metadata"]!["finalizers"]!.AsArray();
        var after = before.DeepClone().AsArray();
        after.Add("coffer.secrets.hashicorp.com/revoke");

        TokenPolicyTests.AssertRefused(
            passes ? null : $"nothing of {plural} but take finalizers",
            await shared.Server.TryAsync(thief => thief.MergeAsync(id, Finalizers(after), default)));
        Assert.Null(await shared.Server.TryAsync(thief => thief.MergeAsync(id, Finalizers(before), default)));

        // Another test's operator may see it, too.
        await shared.Server.Admin.MergeAsync(id, Finalizers([]), default);
        await shared.Server.Admin.DeleteAsync(id, default);

        static JsonObject Finalizers(JsonArray names) =>
            new() { ["metadata"] = new JsonObject { ["finalizers"] = names.DeepClone() } };
    }

    [ServerFact]
    public async Task The_status_of_a_resource_is_written_as_before()
    {
        var name = await shared.ResourceAsync();

        Assert.Null(await shared.Server.TryAsync(thief => thief.MergeStatusAsync(
            ObjectId.Custom("VaultStaticSecret", shared.Server.App, name),
            Object("""{ "lastGeneration": 1, "history": ["1 2026-01-01T00:00:00Z Synced"] }"""), default)));
    }

    [ServerTheory]
    [InlineData("Opaque", "{}", null)]
    [InlineData("example.org/own", "{}", null)]
    [InlineData("kubernetes.io/basic-auth", "{ username: dQ== }", null)]
    [InlineData("kubernetes.io/service-account-token", "{}", "of type kubernetes.io/service-account-token, which is worth more")]
    [InlineData("bootstrap.kubernetes.io/token", "{}", "of type bootstrap.kubernetes.io/token, which is worth more")]
    [InlineData("helm.sh/release.v1", "{}", "of type helm.sh/release.v1, which is worth more")]
    public async Task A_Secret_that_is_worth_more_than_its_content_can_not_be_written(string type, string data, string? refusal)
    {
        var (id, manifest) = shared.Secret(type, data);

        TokenPolicyTests.AssertRefused(refusal, await shared.Server.TryAsync(thief => thief.ApplyAsync(manifest, default)));
        TokenPolicyTests.AssertRefused(refusal, await ChangeAsync(id, manifest));
    }

    [ServerFact]
    public async Task Only_the_listed_types_pass_where_types_are_listed()
    {
        await using var server = await GuardedServer.StartAsync("rbac: { policies: { allowedSecretTypes: [kubernetes.io/tls] } }");

        string Manifest(string name, string type, string data = "{}") =>
            $"{{ apiVersion: v1, kind: Secret, type: {type}, metadata: {{ name: {name}, namespace: {server.App} }}, data: {data} }}";
        Assert.Null(await server.TryAsync(thief => thief.ApplyYamlAsync(Manifest("plain", "Opaque"), default)));
        Assert.Null(await server.TryAsync(thief => thief.ApplyYamlAsync(
            Manifest("tls", "kubernetes.io/tls", "{ tls.crt: \"\", tls.key: \"\" }"), default)));
        TokenPolicyTests.AssertRefused("rbac.policies.allowedSecretTypes",
            await server.TryAsync(thief => thief.ApplyYamlAsync(Manifest("own", "example.org/own"), default)));
    }

    /// <summary>CEL's types are checked when a policy is made; what the API server has to say of them stands in its status.</summary>
    [ServerFact]
    public async Task The_API_server_has_no_warnings_about_the_policies()
    {
        foreach (var policy in new Release("", "coffer", shared.Server.Home).Render().Of("ValidatingAdmissionPolicy"))
        {
            var seen = await shared.Server.Admin.FindAsync(ObjectId.Of(policy.Json), default);
            Assert.Null(seen?["status"]?["typeChecking"]?["expressionWarnings"]?.ToJsonString());
        }
    }

    /// <summary>A type can't be changed, so somebody who may made it first.</summary>
    private async Task<string?> ChangeAsync(ObjectId id, JsonObject manifest)
    {
        await shared.Server.Admin.ApplyAsync(manifest, default);
        return await shared.Server.TryAsync(thief => thief.MergeAsync(
            id, Object("""{ "metadata": { "labels": { "any": "thing" } } }"""), default));
    }

    private async Task PassesAsync(string kind, string patch) => TokenPolicyTests.AssertRefused(null, await PatchAsync(kind, patch));

    private async Task IsRefusedAsync(string kind, string patch) =>
        TokenPolicyTests.AssertRefused(
            $"nothing of {kind.ToLowerInvariant()}s but the annotations that restart them", await PatchAsync(kind, patch));

    private Task<string?> PatchAsync(string kind, string patch) =>
        shared.Server.TryAsync(thief => thief.MergeAsync(shared.Workload(kind), Object(patch), default));

    private static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();

    /// <summary>One release with the defaults for all cases, and the workloads that they are about.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        private GuardedServer? _server;
        private int _count;

        internal GuardedServer Server => _server ?? throw new InvalidOperationException("There is no API server.");

        public async Task InitializeAsync()
        {
            if (Needs.Kubeconfig is null)
            {
                return;
            }

            _server = await GuardedServer.StartAsync();
            foreach (var kind in PodWorkloads.Append("Rollout"))
            {
                await Server.MakeAsync(Workloads.Manifest(kind, Server.App));
            }

            await Until.SeenAsync("the policies to be in force", TimeSpan.FromSeconds(60), async () =>
            {
                // A new value each time: what is so already is no change, and passes.
                var workload = await Server.TryAsync(thief => thief.MergeAsync(
                    Workload("Rollout"), Object($$"""{ "metadata": { "labels": { "canary": "{{Name("canary")}}" } } }"""), default));
                var resource = await Server.TryAsync(async thief => await thief.MergeAsync(
                    ObjectId.Custom("VaultStaticSecret", Server.App, await ResourceAsync()),
                    Object("""{ "metadata": { "labels": { "any": "thing" } } }"""), default));
                return (workload is not null && resource is not null, $"{workload}, {resource}");
            }, default);
        }

        public Task DisposeAsync() => _server?.DisposeAsync().AsTask() ?? Task.CompletedTask;

        internal ObjectId Workload(string kind) => Workloads.Id(kind, Server.App);

        /// <summary>A Secret of its own.</summary>
        internal (ObjectId Id, JsonObject Manifest) Secret(string type, string data)
        {
            var id = ObjectId.Secret(Server.App, Name("secret"));
            return (id, Yaml.Object($$"""
                { apiVersion: v1, kind: Secret, type: {{type}}, data: {{data}}, metadata: { name: {{id.Name}}, namespace: {{Server.App}}, annotations: { kubernetes.io/service-account.name: plain } } }
                """));
        }

        /// <summary>A VaultStaticSecret of its own, with finalizers of the reference and of somebody else.</summary>
        internal async Task<string> ResourceAsync(string kind = "VaultStaticSecret")
        {
            var name = Name("resource");
            await Server.Admin.ApplyYamlAsync($$"""
                apiVersion: secrets.hashicorp.com/v1beta1
                kind: {{kind}}
                metadata: { name: {{name}}, namespace: {{Server.App}}, finalizers: [vaultstaticsecret.secrets.hashicorp.com/finalizer, example.org/theirs] }
                spec: { mount: kv, {{(kind == "VaultPKISecret" ? "role: r" : "type: kv-v2, path: p")}}, destination: { name: {{name}}, create: true } }
                """, default);
            return name;
        }

        private string Name(string stem) => $"{stem}-{Interlocked.Increment(ref _count)}";
    }
}
