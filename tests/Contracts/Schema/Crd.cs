using System.Text.Json.Nodes;

namespace Coffer.Contracts.Tests.Schema;

/// <summary>One CustomResourceDefinition of the chart.</summary>
internal sealed record Crd(string File, JsonObject Manifest)
{
    public static readonly IReadOnlyDictionary<string, Crd> ByKind = Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "crds"), "*.yaml")
        .Select(path => new Crd(Path.GetFileName(path), Assert.Single(Yaml.Documents(path))))
        .ToDictionary(crd => crd.Kind);

    public static TheoryData<string> Kinds => [.. ResourceKinds.Custom.Select(kind => kind.Kind)];

    public string Kind => (string)Spec["names"]!["kind"]!;

    public JsonObject Spec => Manifest["spec"]!.AsObject();

    public JsonObject Version => Assert.Single(Spec["versions"]!.AsArray())!.AsObject();

    public JsonObject Root => Version["schema"]!["openAPIV3Schema"]!.AsObject();

    public static IEnumerable<JsonObject> Nodes(JsonObject schema)
    {
        yield return schema;
        foreach (var below in Children(schema).SelectMany(Nodes))
        {
            yield return below;
        }
    }

    private static IEnumerable<JsonObject> Children(JsonObject schema) =>
        (schema["properties"]?.AsObject().Select(pair => pair.Value!) ?? [])
        .Append(schema["items"]).Append(schema["additionalProperties"])
        .OfType<JsonObject>();
}
