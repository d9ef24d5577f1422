using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coffer.Chart.Tests.Schemas;

/// <summary>
/// Judges JSON by a schema in the keywords of draft 7 that this repository uses. A keyword that is not known here is a fault of the schema,
/// so that none is passed over.
/// </summary>
internal sealed class JsonSchema(JsonObject root)
{
    private static readonly string[] Annotations =
        ["$schema", "title", "description", "definitions", "default", "format", "x-kubernetes-validations"];

    public IReadOnlyList<string> Problems(JsonNode? value) => [.. Problems("", root, value)];

    public IEnumerable<string> Problems(string path, JsonNode? schema, JsonNode? value)
    {
        if (schema is not JsonObject rules)
        {
            return schema is not null && !schema.GetValue<bool>() ? [$"{Label(path)} is not allowed"] : [];
        }

        return rules.Where(rule => !Annotations.Contains(rule.Key)).SelectMany(rule => Judge(path, rules, rule.Key, rule.Value!, value));
    }

    private IEnumerable<string> Judge(string path, JsonObject rules, string keyword, JsonNode rule, JsonNode? value) => keyword switch
    {
        "type" => When(!Texts(rule).Any(type => IsOf(type, value)), $"{Label(path)} must be {string.Join(" or ", Texts(rule))}"),
        "enum" => When(!rule.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value)),
            $"{Label(path)} must be one of {string.Join(", ", rule.AsArray())}"),
        "pattern" => When(Text(value) is { } text && !Regex.IsMatch(text, (string)rule!), $"{Label(path)} must match {rule}"),
        "minLength" => When(Text(value)?.Length < Number(rule), $"{Label(path)} must have {rule} characters or more"),
        "maxLength" => When(Text(value)?.Length > Number(rule), $"{Label(path)} must have {rule} characters or less"),
        "minimum" => When(Number(value) < (double)rule, $"{Label(path)} must be {rule} or more"),
        "maximum" => When(Number(value) > (double)rule, $"{Label(path)} must be {rule} or less"),
        "minItems" => When((value as JsonArray)?.Count < Number(rule), $"{Label(path)} must have {rule} items or more"),
        "maxItems" => When((value as JsonArray)?.Count > Number(rule), $"{Label(path)} must have {rule} items or less"),
        "maxProperties" => When((value as JsonObject)?.Count > Number(rule), $"{Label(path)} must have {rule} members or less"),
        "items" => (value as JsonArray)?.SelectMany((item, index) => Problems($"{path}[{index}]", rule, item)) ?? [],
        "required" => rule.AsArray().Where(name => value is JsonObject map && !map.ContainsKey((string)name!))
            .Select(name => $"{Label(path)} must have {name}"),
        "properties" => (value as JsonObject)?.Where(pair => rule[pair.Key] is not null).SelectMany(pair => Problems(
            $"{path}.{pair.Key}", rule[pair.Key], pair.Value)) ?? [],
        "additionalProperties" => Others(path, rules, rule, value as JsonObject),
        "$ref" => Problems(path, root["definitions"]![((string)rule!).Split('/')[^1]], value),
        _ => throw new InvalidDataException($"keyword {keyword} at {Label(path)} is not known"),
    };

    private IEnumerable<string> Others(string path, JsonObject rules, JsonNode rule, JsonObject? value) =>
        value?.Where(pair => rules["properties"]?[pair.Key] is null).SelectMany(pair => Problems($"{path}.{pair.Key}", rule, pair.Value))
        ?? [];

    private static string Label(string path) => path.Length == 0 ? "(root)" : path.TrimStart('.');

    private static IEnumerable<string> When(bool broken, string problem) => broken ? [problem] : [];

    private static IEnumerable<string> Texts(JsonNode rule) =>
        rule is JsonArray list ? list.Select(item => (string)item!) : [(string)rule!];

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? (string?)value : null;

    private static double? Number(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : null;

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("integer", JsonValueKind.Number) => double.IsInteger(Number(value)!.Value),
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String)
            or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) or ("null", JsonValueKind.Null) => true,
        _ => false,
    };
}
