using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coffer.Contracts.Tests.Schema;

namespace Coffer.Contracts.Tests;

/// <summary>What the API server asks of a structural schema, and what the reference's CRDs are beside their fields.</summary>
public sealed class CrdStructureTests
{
    private const string Condition = """.status.conditions[?(@.type == "{0}")].status""";

    private static readonly HashSet<string> Keywords =
    [
        "additionalProperties", "default", "description", "enum", "format", "items", "maxItems", "maxLength", "maxProperties", "maximum",
        "minLength", "minimum",
        "pattern", "properties", "required", "type",
    ];

    private static readonly (string Name, string Type, string Path) Synced = ("Synced", "string", ForCondition("SecretSynced"));
    private static readonly (string Name, string Type, string Path) Healthy = ("Healthy", "string", ForCondition("Healthy"));
    private static readonly (string Name, string Type, string Path) Ready = ("Ready", "string", ForCondition("Ready"));
    private static readonly (string Name, string Type, string Path) Changed = ("Changed", "date", ".status.snapshot.changedTime");
    private static readonly (string Name, string Type, string Path) Age = ("Age", "date", ".metadata.creationTimestamp");

    private static readonly (string Name, string Type, string Path) Version = ("Version", "integer", ".status.snapshot.kvVersion");
    private static readonly (string Name, string Type, string Path) Refresh = ("Refresh", "string", ".spec.refreshAfter");
    private static readonly (string Name, string Type, string Path) Secret = ("Secret", "string", ".spec.destination.name");
    private static readonly (string Name, string Type, string Path) Auth = ("Auth", "string", ".spec.vaultAuthRef");
    private static readonly (string Name, string Type, string Path) Method = ("Method", "string", ".spec.method");
    private static readonly (string Name, string Type, string Path) Connection = ("Connection", "string", ".spec.vaultConnectionRef");
    private static readonly (string Name, string Type, string Path) Address = ("Address", "string", ".spec.address");

    private static readonly Dictionary<string, string> ShortNames = new()
    {
        ["VaultStaticSecret"] = "vss",
        ["VaultDynamicSecret"] = "vds",
        ["VaultPKISecret"] = "vpki",
        ["VaultAuth"] = "vauth",
        ["VaultAuthGlobal"] = "vauthglobal",
        ["VaultConnection"] = "vconn",
    };

    public static TheoryData<string> Kinds => Crd.Kinds;

    [Fact]
    public void There_is_one_file_for_each_kind_and_none_besides() => Assert.Equal(
        ResourceKinds.Custom.Select(kind => $"{kind.Group}_{kind.Plural}.yaml").Order(StringComparer.Ordinal),
        Crd.ByKind.Values.Select(crd => crd.File).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Kinds))]
    public void Names_are_those_of_the_resource_kind(string kind)
    {
        var crd = Crd.ByKind[kind];
        var wanted = ResourceKinds.Custom.Single(known => known.Kind == kind);

        Assert.Equal("apiextensions.k8s.io/v1", (string?)crd.Manifest["apiVersion"]);
        Assert.Equal("CustomResourceDefinition", (string?)crd.Manifest["kind"]);
        Assert.Equal($"{wanted.Plural}.{wanted.Group}", (string?)crd.Manifest["metadata"]!["name"]);
        Assert.Equal(wanted.Group, (string?)crd.Spec["group"]);
        Assert.Equal("Namespaced", (string?)crd.Spec["scope"]);
        Assert.Equal(wanted.Version, (string?)crd.Version["name"]);
        Assert.True((bool)crd.Version["served"]! && (bool)crd.Version["storage"]!);
        Assert.Equal("""{"status":{}}""", crd.Version["subresources"]!.ToJsonString());
        var names = new JsonObject
        {
            ["categories"] = IsSecret(kind) ? new JsonArray("coffer", "all-secrets") : new JsonArray("coffer"),
            ["kind"] = kind,
            ["listKind"] = kind + "List",
            ["plural"] = wanted.Plural,
            ["singular"] = kind.ToLowerInvariant(),
        };
        if (ShortNames.TryGetValue(kind, out var shortName))
        {
            names["shortNames"] = new JsonArray(shortName);
        }

        Assert.True(JsonNode.DeepEquals(names, crd.Spec["names"]), "names: nothing but these");
        Assert.Equal(["group", "names", "scope", "versions"], crd.Spec.Select(pair => pair.Key).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Columns_are_those_of_the_reference_and_when_the_content_changed(string kind)
    {
        (string, string, string)[] wanted = kind switch
        {
            "VaultAuthGlobal" => [],
            "VaultStaticSecret" => [Synced, Healthy, Ready, Changed, Age],
            "VaultDynamicSecret" or "VaultPKISecret" => [Synced, Healthy, Ready, Age],
            _ => [Healthy, Ready, Age],
        };

        var columns = Crd.ByKind[kind].Version["additionalPrinterColumns"]?.AsArray() ?? [];

        Assert.Equal(
            wanted, columns.Where(column => column!["priority"] is null)
                .Select(column => ((string)column!["name"]!, (string)column["type"]!, (string)column["jsonPath"]!)));
    }

    /// <summary>Those of priority 1, which <c>kubectl get -o wide</c> shows.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void More_columns_are_there_for_wide_output(string kind)
    {
        (string, string, string)[] wanted = kind switch
        {
            "VaultStaticSecret" => [Version, Refresh, Secret, Auth],
            "VaultDynamicSecret" => [Refresh, Secret, Auth],
            "VaultPKISecret" => [Changed, Secret, Auth],
            "VaultAuth" => [Method, Connection],
            "VaultConnection" => [Address],
            _ => [],
        };

        var columns = Crd.ByKind[kind].Version["additionalPrinterColumns"]?.AsArray() ?? [];

        Assert.Equal(
            wanted, columns.Where(column => column!["priority"]?.GetValue<long>() == 1)
                .Select(column => ((string)column!["name"]!, (string)column["type"]!, (string)column["jsonPath"]!)));
    }

    /// <summary>What <c>kubectl get --field-selector</c> and a watch of one login's secrets can ask for.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void References_can_be_selected_by(string kind)
    {
        string[] wanted = IsSecret(kind) ? [".spec.destination.name", ".spec.vaultAuthRef"]
            : kind == "VaultAuth" ? [".spec.vaultConnectionRef"]
            : [];

        var fields = Crd.ByKind[kind].Version["selectableFields"]?.AsArray() ?? [];

        Assert.Equal(wanted, fields.Select(field => (string?)field!["jsonPath"]));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_schema_is_structural_and_uses_no_extension(string kind)
    {
        foreach (var node in Crd.Nodes(Crd.ByKind[kind].Root))
        {
            var where = node.GetPath();
            Assert.True(node["type"] is not null, $"{where} has no type");
            Assert.All(node.Select(pair => pair.Key), keyword => Assert.True(Keywords.Contains(keyword), $"{where} has {keyword}"));
            Assert.False(node["properties"] is not null && node["additionalProperties"] is not null,
                $"{where} has properties and additionalProperties");
            Assert.All(node["required"]?.AsArray() ?? [], name => Assert.True(
                node["properties"]?[(string)name!] is not null, $"{where} requires {name}"));
            Assert.True(node["pattern"] is not { } pattern || Compiles((string)pattern!), $"{where} has a bad pattern");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_field_is_explained(string kind)
    {
        var unexplained = Crd.Nodes(Crd.ByKind[kind].Root)
            .SelectMany(node => node["properties"]?.AsObject().Select(pair => pair) ?? [])
            .Where(pair => pair.Key != "metadata" && string.IsNullOrWhiteSpace((string?)pair.Value!["description"]))
            .Select(pair => pair.Value!.GetPath());

        Assert.Empty(unexplained);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void An_object_needs_neither_spec_nor_status(string kind)
    {
        var root = Crd.ByKind[kind].Root;

        Assert.Null(root["required"]);
        Assert.Equal(["apiVersion", "kind", "metadata", "spec", "status"],
            root["properties"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.Equal("""{"type":"object"}""", root["properties"]!["metadata"]!.ToJsonString());
    }

    [Theory]
    [InlineData(FieldPatterns.Duration, "30s 1.5h 0s 90m", "1h30m 30 s -1s 1d 30S .5s", "the reference takes one unit only")]
    [InlineData(FieldPatterns.DurationWithDays, "30d 1.5h 1s", "1w 1d12h", "the ttl of a certificate takes days")]
    [InlineData(FieldPatterns.Name, "a default my.global-1", "A a_b a/b", "a name of Kubernetes")]
    [InlineData(FieldPatterns.Namespace, "a team-1", "a.b A a/b", "a namespace of Kubernetes")]
    [InlineData(FieldPatterns.ObjectName, "a my.app-1 a..b", "A a/b -a a- a@b", "a name of an object; the API server has the last word")]
    [InlineData(FieldPatterns.Reference, "a ns/a my-ns/my.app", "a/b/c a/ /a A/b a@b ns.x/a", "a reference")]
    [InlineData(FieldPatterns.Reason, "Synced A a:b,c A_", "1A A: -", "a reason of metav1.Condition")]
    public void Patterns_take_and_refuse(string pattern, string good, string bad, string why)
    {
        Assert.All(good.Split(' '), text => Assert.True(Regex.IsMatch(text, pattern), $"{text}: {why}"));
        Assert.All(bad.Split(' '), text => Assert.False(Regex.IsMatch(text, pattern), $"{text}: {why}"));
    }

    private static bool IsSecret(string kind) => kind is "VaultStaticSecret" or "VaultDynamicSecret" or "VaultPKISecret";

    private static bool Compiles(string pattern) => !Regex.IsMatch("", "(?!)" + pattern);

    private static string ForCondition(string type) => Condition.Replace("{0}", type, StringComparison.Ordinal);
}
