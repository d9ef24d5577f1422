using System.Text.Json.Nodes;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>
/// Whatever a tenant writes where a name is wanted, he is told of it in a condition, and nobody who reads the log is told of a bug.
/// </summary>
public sealed class NameFuzzTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly string[] Names =
        ["", " ", "a/b", "a/b/c", "coffer-system/shared@x", "../x", "x/../../kube-system/deployments/coredns", "a%2fb", "a?b=c", "a#b",
            "ÄÖ", "UPPER", "-a", "..", "a\nb", new string('n', 300), "😀", "@", "/", "a@b"];

    /// <summary>
    /// Everything in the manifests of a tenant that is free text; what may be left out is left out by an empty one, and
    /// some of it may be anything.
    /// </summary>
    private static readonly (string Kind, string[] Path, bool MayBeEmpty)[] Fields =
    [
        ("VaultStaticSecret", ["spec", "vaultAuthRef"], true),
        ("VaultStaticSecret", ["spec", "destination", "name"], false),
        ("VaultStaticSecret", ["spec", "destination", "transformation", "transformationRefs", "0", "name"], false),
        ("VaultStaticSecret", ["spec", "destination", "transformation", "transformationRefs", "0", "namespace"], true),
        ("VaultStaticSecret", ["spec", "rolloutRestartTargets", "0", "name"], false),
        ("VaultAuth", ["spec", "vaultConnectionRef"], true),
        ("VaultAuth", ["spec", "kubernetes", "serviceAccount"], false),
        ("VaultConnection", ["spec", "caCertSecretRef"], true),
    ];

    [Fact]
    public async Task Each_bad_name_is_told_in_a_condition_and_never_as_a_bug()
    {
        await LetAnyNameThroughAsync();
        var tenant = await stage.World.TenantAsync("fuzz");
        await tenant.PutAsync("one");
        var cases = Fields.SelectMany(field => Names.Where(name => name.Length > 0 || !field.MayBeEmpty)
            .Select((name, number) => (field, name, number))).ToList();

        await Task.WhenAll(
            cases.Select(each => DeclareAsync(tenant, each.field.Kind, Id(each.field, each.number), each.field.Path, each.name)));

        foreach (var (field, name, number) in cases)
        {
            var id = ObjectId.Custom(field.Kind, tenant.Namespace, Id(field, number));
            await Until.SeenAsync($"a condition of {id} with '{name}'", Tenant.Patience, async () =>
            {
                var found = await stage.World.Kube.FindAsync(id, default);
                return (Tenant.ConditionOf(found, "Ready") is { } ready && (string?)ready["status"] == "False"
                    && ((string?)ready["message"])!.Length is > 0 and <= 1024, found?["status"]?.ToJsonString() ?? "no status");
            }, default);
        }

        Assert.DoesNotContain(stage.Operator.Log, line => line.Contains("by a bug", StringComparison.Ordinal));
    }

    private static string Id((string Kind, string[] Path, bool MayBeEmpty) field, int number) =>
        $"{field.Kind}-{string.Join('-', field.Path.Skip(1))}-{number}".ToLowerInvariant();

    private static Task DeclareAsync(Tenant tenant, string kind, string id, string[] path, string name)
    {
        var manifest = kind == "VaultStaticSecret" ? tenant.Manifest(Prepare, id) : Yaml.Documents(kind == "VaultAuth"
            ? $$"""
                apiVersion: secrets.hashicorp.com/v1beta1
                kind: VaultAuth
                metadata: { name: {{id}}, namespace: {{tenant.Namespace}} }
                spec: { vaultConnectionRef: vault, method: kubernetes, mount: {{OuterWorld.Auth}}, kubernetes: { role: {{OuterWorld.Role}}, serviceAccount: reader } }
                """
            : $$"""
                apiVersion: secrets.hashicorp.com/v1beta1
                kind: VaultConnection
                metadata: { name: {{id}}, namespace: {{tenant.Namespace}} }
                spec: { address: "{{tenant.World.Vault.Address.ToString().TrimEnd('/')}}" }
                """).Single();
        JsonNode at = manifest;
        foreach (var part in path[..^1])
        {
            at = int.TryParse(part, out var index) ? at[index]! : at[part]!;
        }

        at[path[^1]] = name;
        return tenant.World.Kube.ApplyAsync(manifest, default);
    }

    private static void Prepare(JsonObject spec) => spec["destination"]!["transformation"] =
        new JsonObject { ["transformationRefs"] = new JsonArray(new JsonObject { ["name"] = "absent" }) };

    /// <summary>A cluster may have definitions of another release, whose schemas let all of it in.</summary>
    private async Task LetAnyNameThroughAsync()
    {
        foreach (var plural in new[] { "vaultstaticsecrets", "vaultauths", "vaultconnections" })
        {
            var id = new ObjectId("apiextensions.k8s.io/v1", "CustomResourceDefinition", null, $"{plural}.secrets.hashicorp.com");
            var definition = (await stage.World.Kube.FindAsync(id, default))!;
            foreach (var version in definition["spec"]!["versions"]!.AsArray())
            {
                Loosen(version!["schema"]!);
            }

            await stage.World.Kube.MergeAsync(
                id, new JsonObject { ["spec"] = new JsonObject { ["versions"] = definition["spec"]!["versions"]!.DeepClone() } }, default);
        }
    }

    private static void Loosen(JsonNode? node)
    {
        foreach (var child in node is JsonObject map ? [.. map.Select(pair => pair.Value)] : node is JsonArray list ? list.ToList() : [])
        {
            Loosen(child);
        }

        foreach (var keyword in new[] { "pattern", "maxLength", "minLength", "maxItems", "maxProperties" })
        {
            (node as JsonObject)?.Remove(keyword);
        }
    }
}
