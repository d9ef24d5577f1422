using System.Text.Json.Nodes;

namespace Coffer.Chart.Tests.Support;

/// <summary>One rendered object.</summary>
internal sealed record Manifest(JsonObject Json)
{
    public string ApiVersion => (string?)Json["apiVersion"] ?? "";

    public string Kind => (string?)Json["kind"] ?? "";

    public string Name => (string?)Json["metadata"]?["name"] ?? "";

    public string? Namespace => (string?)Json["metadata"]?["namespace"];

    public JsonObject Labels => Json["metadata"]?["labels"] as JsonObject ?? [];

    public JsonNode? Spec => Json["spec"];

    /// <summary>
    /// The node at a path of names and indices, as in <c>spec/template/spec/containers/0/name</c>; null when
    /// something on the way is missing.
    /// </summary>
    public JsonNode? At(string path) => path.Split('/').Aggregate((JsonNode?)Json, (node, step) => node switch
    {
        JsonObject map => map[step],
        JsonArray list => list.ElementAtOrDefault(int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)),
        _ => null,
    });

    public override string ToString() => $"{Kind} {(Namespace is null ? "" : Namespace + "/")}{Name}";
}
