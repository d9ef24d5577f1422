using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;

namespace Coffer.Embedded.Kubernetes.Tables;

/// <summary>A column of kubectl's table. <paramref name="Value"/> gets the whole object.</summary>
internal sealed record TableColumn(string Name, string Type, Func<JsonObject, JsonNode?> Value)
{
    public static readonly TableColumn NameColumn =
        new("Name", "string", value => value.Metadata()["name"]?.DeepClone()) { Format = "name" };

    public static readonly TableColumn Age = new("Age", "date", value => value.Metadata()["creationTimestamp"]?.DeepClone());

    public static readonly TableColumn CreatedAt = new("Created At", "string", value => value.Metadata()["creationTimestamp"]?.DeepClone());

    public static readonly IReadOnlyList<TableColumn> Defaults = [NameColumn, Age];

    public string Format { get; init; } = "";

    public string Description { get; init; } = "";

    public int Priority { get; init; }

    public static TableColumn At(string name, string path) => new(name, "string", value => Walk(value, path)?.DeepClone());

    public static TableColumn OrElse(string name, string path, string missing) =>
        new(name, "string", value => Walk(value, path)?.DeepClone() ?? missing);

    public static TableColumn Number(string name, string path) => new(name, "integer", value => Walk(value, path)?.DeepClone() ?? 0);

    public static TableColumn Count(string name, string path) => new(name, "integer", value => Walk(value, path) switch
    {
        JsonObject map => map.Count,
        JsonArray list => list.Count,
        _ => 0,
    });

    public static TableColumn Ratio(string name, string part, string whole) =>
        new(name, "string", value => $"{Walk(value, part) ?? 0}/{Walk(value, whole) ?? 0}");

    private static JsonNode? Walk(JsonObject value, string path) =>
        path.Split('.').Aggregate((JsonNode?)value, (node, name) => (node as JsonObject)?[name]);
}
