using System.Text.Json.Nodes;
using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Schemas;

/// <summary>values.schema.json, as Helm uses it: on the chart's values with the user's laid over them.</summary>
internal static class ValuesSchema
{
    public static JsonObject Defaults => Yaml.Object(Repository.Read("helm/coffer/values.yaml"));

    public static JsonObject Root { get; } = JsonNode.Parse(Repository.Read("helm/coffer/values.schema.json"))!.AsObject();

    public static IReadOnlyList<string> Problems(JsonObject user) => new JsonSchema(Root).Problems(Values.Coalesce(user, Defaults));
}
