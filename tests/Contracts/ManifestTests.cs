using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Contracts.Tests.Schema;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Coffer.Contracts.Tests;

/// <summary>
/// Whole objects: accepted by the CRDs, and the same after a way through the records, as JSON and as a message between silos.
/// </summary>
public sealed class ManifestTests
{
    private const string FullMetadata = """
        {
          "name": "full", "namespace": "apps", "uid": "8f1e0b9c-0000-4000-8000-000000000002", "resourceVersion": "4711", "generation": 3,
          "creationTimestamp": "2026-01-02T03:04:05Z", "deletionTimestamp": "2026-01-03T03:04:05Z",
          "labels": { "a": "b" }, "annotations": { "c": "d" }, "finalizers": ["f"],
          "ownerReferences": [{ "apiVersion": "v1", "kind": "K", "name": "o", "uid": "u", "controller": true, "blockOwnerDeletion": false }]
        }
        """;

    private static readonly JsonObject[] Full = [.. Yaml.Read("Manifests", "full.yaml")];

    public static TheoryData<string> Kinds => Crd.Kinds;

    public static TheoryData<string> Left =>
        [.. Yaml.Read("Manifests", "reference-status.yaml").Select(manifest => manifest.ToJsonString())];

    [Theory, MemberData(nameof(Kinds))]
    public void The_full_manifest_sets_every_field_of_the_crd(string kind) => Assert.Equal(
        SchemaFields.Of(kind).Select(field => field.Path).Order(StringComparer.Ordinal),
        Paths("", ManifestOf(kind), Crd.ByKind[kind].Root).Distinct().Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Kinds))]
    public void The_full_manifest_is_accepted(string kind) => Assert.Empty(SchemaCheck.Problems(ManifestOf(kind)));

    [Theory, MemberData(nameof(Kinds))]
    public void The_full_manifest_comes_back_whole_from_json(string kind)
    {
        var manifest = ManifestOf(kind);

        AssertSame(manifest, Write(Read(manifest)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_full_manifest_comes_back_whole_from_another_silo(string kind)
    {
        var manifest = ManifestOf(kind);

        AssertSame(manifest, Write(Travel(Read(manifest))));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void An_object_without_spec_has_the_defaults_here_and_on_another_silo(string kind)
    {
        var bare = new JsonObject
        {
            ["apiVersion"] = ResourceKinds.ApiVersion,
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = "n", ["namespace"] = "ns" },
        };
        var spelled = bare.DeepClone().AsObject();
        spelled["spec"] = null;
        spelled["metadata"]!["labels"] = null;

        var written = Write(Read(bare));

        AssertSame(written, Write(Read(spelled)));
        AssertSame(written, Write(Travel(Read(bare))));
        Assert.NotNull(written["spec"]);
        Assert.Null(written["status"]);
    }

    [Theory, MemberData(nameof(Left))]
    public void What_the_reference_left_is_accepted_and_kept(string json)
    {
        var left = JsonNode.Parse(json)!.AsObject();

        Assert.Empty(SchemaCheck.Problems(left));
        var written = Write(Read(left));
        Assert.Empty(SchemaCheck.Problems(written));
        AssertKept(left, written);
    }

    [Fact]
    public void Unknown_fields_are_passed_over()
    {
        var manifest = ManifestOf("VaultStaticSecret");
        var future = manifest.DeepClone().AsObject();
        future["metadata"]!["managedFields"] = new JsonArray(new JsonObject { ["manager"] = "kubectl" });
        future["spec"]!["destination"]!["future"] = new JsonObject { ["a"] = 1 };
        future["status"]!["future"] = "x";

        AssertSame(manifest, Write(Read(future)));
    }

    [Fact]
    public void Defaults_of_the_crd_hold_where_the_api_server_did_not_fill_them_in()
    {
        var bare = (VaultStaticSecret)Read(Parse("""{"kind":"VaultStaticSecret","spec":{"mount":"kv"}}"""));
        var auth = (VaultAuth)Read(Parse("""{"kind":"VaultAuth","spec":{"kubernetes":{},"jwt":{}}}"""));
        var lease = (VaultDynamicSecret)Read(Parse("""{"kind":"VaultDynamicSecret","spec":{}}"""));

        Assert.True(bare.Spec.HmacSecretData);
        Assert.True(new VaultStaticSecretSpec().HmacSecretData);
        Assert.Equal("", bare.Metadata.Uid);
        Assert.Equal("", bare.Spec.Destination.Name);
        Assert.Equal(600, auth.Spec.Kubernetes!.TokenExpirationSeconds);
        Assert.Equal(600, auth.Spec.Jwt!.TokenExpirationSeconds);
        Assert.Equal(67, lease.Spec.RenewalPercent);
    }

    [Fact]
    public void A_zero_that_somebody_wrote_is_no_default()
    {
        var secret = (VaultStaticSecret)Read(Parse("""{"kind":"VaultStaticSecret","spec":{"hmacSecretData":false}}"""));
        var lease = (VaultDynamicSecret)Read(Parse("""{"kind":"VaultDynamicSecret","spec":{"renewalPercent":0}}"""));

        Assert.False(secret.Spec.HmacSecretData);
        Assert.False(((VaultStaticSecret)Travel(secret)).Spec.HmacSecretData);
        Assert.Equal(0, lease.Spec.RenewalPercent);
        Assert.Equal(0, ((VaultDynamicSecret)Travel(lease)).Spec.RenewalPercent);
    }

    [Fact]
    public void Lists_and_maps_made_in_code_travel_too()
    {
        var made = new VaultStaticSecret
        {
            Spec = new()
            {
                RolloutRestartTargets = [new() { Kind = FieldValues.Deployment, Name = "a" },
                    new() { Kind = FieldValues.DaemonSet, Name = "b" }],
            },
            Status = new() { History = ["1 a b", "2 c d"], Conditions = [new() { Type = "Ready" }] },
            Metadata = new()
            {
                Labels = new Dictionary<string, string> { ["a"] = "b" }.AsReadOnly(),
                Finalizers = new List<string> { "f" }.AsReadOnly(),
            },
        };

        AssertSame(Write(made), Write(Travel(made)));
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05.123456Z", "2026-01-02T03:04:05.123456Z")]
    [InlineData("2026-01-02T05:04:05+02:00", "2026-01-02T03:04:05Z")]
    public void Times_are_written_in_utc_as_kubernetes_does(string given, string written)
    {
        var manifest = Parse("""{"kind":"VaultStaticSecret","status":{"lastGeneration":1,"snapshot":{"changedTime":"TIME"}}}""".Replace(
            "TIME", given, StringComparison.Ordinal));

        Assert.Equal(written, (string?)Write(Read(manifest))["status"]!["snapshot"]!["changedTime"]);
    }

    [Theory]
    [InlineData("VaultStaticSecret", """{"spec":{"mount":"m","path":"p","type":"kv-v3","destination":{"name":"d"}}}""",
        "spec.type is not in the enum")]
    [InlineData("VaultStaticSecret",
        """{"spec":{"mount":"m","path":"p","type":"kv-v2","refreshAfter":"1h30m","destination":{"name":"d"}}}""",
        "spec.refreshAfter does not match")]
    [InlineData("VaultStaticSecret", """{"spec":{"mount":"m","path":"p","type":"kv-v2","version":-1,"destination":{"name":"d"}}}""",
        "spec.version is too small")]
    [InlineData("VaultStaticSecret", """{"spec":{"mount":"m","path":"p","type":"kv-v2","destination":{}}}""",
        "spec.destination.name is missing")]
    [InlineData("VaultStaticSecret", """{"status":{"journalVersion":1}}""", "status.lastGeneration is missing")]
    [InlineData("VaultDynamicSecret", """{"spec":{"mount":"m","path":"p","renewalPercent":91,"destination":{"name":"d"}}}""",
        "spec.renewalPercent is too great")]
    [InlineData("VaultAuth", """{"spec":{"kubernetes":{"tokenExpirationSeconds":599}}}""",
        "spec.kubernetes.tokenExpirationSeconds is too small")]
    [InlineData("VaultAuth", """{"spec":{"vaultAuthGlobalRef":{"name":"A"}}}""", "spec.vaultAuthGlobalRef.name does not match")]
    [InlineData("VaultAuthGlobal", """{"status":{"valid":true}}""", "status.error is missing")]
    public void The_crds_refuse_what_the_reference_refuses(string kind, string json, string problem)
    {
        var manifest = Parse(json);
        manifest["kind"] = kind;

        Assert.Equal([problem], SchemaCheck.Problems(manifest));
    }

    private static JsonObject ManifestOf(string kind)
    {
        var manifest = Full.Single(manifest => (string?)manifest["kind"] == kind).DeepClone().AsObject();
        manifest["metadata"] = Parse(FullMetadata);
        return manifest;
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static object Read(JsonObject manifest) =>
        manifest.Deserialize(ModelFields.Root((string)manifest["kind"]!), ResourceJson.Default)!;

    private static JsonObject Write(object resource) =>
        JsonSerializer.SerializeToNode(resource, resource.GetType(), ResourceJson.Default)!.AsObject();

    private static object Travel(object resource)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        return serializer.Deserialize<object>(serializer.SerializeToArray(resource))!;
    }

    private static IEnumerable<string> Paths(string path, JsonNode? value, JsonNode schema) => value switch
    {
        JsonObject found when schema["additionalProperties"] is { } inner =>
            found.SelectMany(pair => Paths(path + "{}", pair.Value, inner)),
        JsonObject found =>
            found.Where(pair => path.Length > 0 || pair.Key is "spec" or "status").SelectMany(pair => Named(path, pair, schema)),
        JsonArray found => found.SelectMany(item => Paths(path + "[]", item, schema["items"]!)),
        _ => [],
    };

    private static IEnumerable<string> Named(string path, KeyValuePair<string, JsonNode?> pair, JsonNode schema)
    {
        var below = path.Length == 0 ? pair.Key : $"{path}.{pair.Key}";
        var inner = Paths(below, pair.Value, schema["properties"]![pair.Key]!);
        return path.Length == 0 ? inner : inner.Prepend(below);
    }

    private static void AssertKept(JsonObject wanted, JsonObject found)
    {
        foreach (var (name, value) in wanted)
        {
            if (value is JsonObject inner)
            {
                AssertKept(inner, found[name]!.AsObject());
            }
            else if (value is JsonArray list && list.All(item => item is JsonObject))
            {
                Assert.All(list.Zip(found[name]!.AsArray()), pair => AssertKept(pair.First!.AsObject(), pair.Second!.AsObject()));
            }
            else
            {
                Assert.True(JsonNode.DeepEquals(value, found[name]), $"{value?.GetPath()}: {found[name]}");
            }
        }
    }

    private static void AssertSame(JsonObject wanted, JsonObject found)
    {
        AssertKept(wanted, found);
        AssertKept(found, wanted);
    }
}
