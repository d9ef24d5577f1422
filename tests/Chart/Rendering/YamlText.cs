using System.Text.Json.Nodes;

namespace Coffer.Chart.Tests.Rendering;

/// <summary>
/// YAML in the shape that Helm's <c>toYaml</c> gives it: block style, sorted keys, lists at the indentation of their key. Texts are quoted,
/// which is the same to who reads them.
/// </summary>
internal static class YamlText
{
    public static string Write(JsonNode? json) => string.Join('\n', Lines(json));

    private static IEnumerable<string> Lines(JsonNode? json) => json switch
    {
        JsonObject { Count: > 0 } map => map.SelectMany(pair => Under($"{JsonValue.Create(pair.Key).ToJsonString()}:", pair.Value)),
        JsonArray { Count: > 0 } list =>
            list.SelectMany(item => Lines(item).Select((line, index) => index == 0 ? $"- {line}" : $"  {line}")),
        JsonObject => ["{}"],
        JsonArray => ["[]"],
        null => ["null"],
        _ => [json.ToJsonString()],
    };

    private static IEnumerable<string> Under(string key, JsonNode? value) => value switch
    {
        JsonObject { Count: > 0 } => Lines(value).Select(line => $"  {line}").Prepend(key),
        JsonArray { Count: > 0 } => Lines(value).Prepend(key),
        _ => [$"{key} {Lines(value).Single()}"],
    };
}
