using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Walks;

/// <summary>A field below <c>spec</c> in a CRD's schema.</summary>
/// <param name="Path">Names on the way to it; <see cref="Item"/> for an item of a list, <see cref="Value"/> for a value of a map.</param>
/// <param name="Schema">What the API server takes there.</param>
internal sealed record FieldSchema(IReadOnlyList<string> Path, JsonObject Schema)
{
    public const string Item = "[]";
    public const string Value = "{}";

    public string Type => (string?)Schema["type"] ?? "";

    public IReadOnlyList<string> Enum => [.. Schema["enum"]?.AsArray().Select(value => (string)value!) ?? []];

    public bool HasPattern => Schema["pattern"] is not null;

    public long? MaxItems => (long?)Schema["maxItems"];

    public long? MaxLength => (long?)Schema["maxLength"];

    public bool IsMap => Schema["additionalProperties"] is not null;

    public override string ToString() => string.Join('.', Path);

    /// <summary>All fields of each kind, from the chart's CRDs.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<FieldSchema>> ReadAll() =>
        Directory.EnumerateFiles(RepositoryPath("helm", "coffer", "crds"), "*.yaml")
            .SelectMany(file => Yaml.Documents(File.ReadAllText(file))).ToDictionary(
                crd => (string)crd["spec"]!["names"]!["kind"]!, crd => (IReadOnlyList<FieldSchema>)[.. Below([], Spec(crd))]);

    /// <summary>A file of the repository.</summary>
    public static string RepositoryPath(params string[] parts) => System.IO.Path.Combine([Servers.RepositoryRoot(), .. parts]);

    /// <summary>The least that the schema takes.</summary>
    public static JsonNode Sample(JsonObject schema) => (string?)schema["type"] switch
    {
        "boolean" => true,
        "integer" => (long?)schema["minimum"] ?? 0,
        "array" => new JsonArray(),
        "object" => new JsonObject((schema["required"]?.AsArray() ?? []).Select(name =>
            KeyValuePair.Create((string)name!, (JsonNode?)Sample(schema["properties"]![(string)name!]!.AsObject())))),
        _ => schema["enum"] is JsonArray choices ? choices[0]!.DeepClone() : schema["pattern"] is null ? "walk" : "1h",
    };

    private static JsonObject Spec(JsonObject crd) =>
        crd["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!.AsObject();

    private static IEnumerable<FieldSchema> Below(string[] path, JsonObject schema)
    {
        IEnumerable<FieldSchema> own = path.Length == 0 ? [] : [new FieldSchema(path, schema)];
        return own
            .Concat((schema["properties"]?.AsObject() ?? []).SelectMany(field => Below([.. path, field.Key], field.Value!.AsObject())))
            .Concat(schema["items"] is JsonObject items ? Below([.. path, Item], items) : [])
            .Concat(schema["additionalProperties"] is JsonObject values ? Below([.. path, Value], values) : []);
    }
}
