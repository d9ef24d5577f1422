using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coffer.Contracts.Tests.Schema;

/// <summary>
/// Judges an object by a structural schema, as the API server does for the keywords that our CRDs use. Unknown fields, which it would
/// drop, are problems here.
/// </summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Problems(JsonObject manifest)
    {
        var root = Crd.ByKind[(string)manifest["kind"]!].Root["properties"]!;
        return new[] { "spec", "status" }.Where(part => manifest[part] is not null)
            .SelectMany(part => Problems(part, root[part]!, manifest[part]));
    }

    private static IEnumerable<string> Problems(string path, JsonNode schema, JsonNode? value)
    {
        var type = (string)schema["type"]!;
        if (!HasType(type, value))
        {
            return [$"{path} is no {type}"];
        }

        return value switch
        {
            JsonObject found => InObject(path, schema, found),
            JsonArray found => found.SelectMany((item, index) => Problems($"{path}[{index}]", schema["items"]!, item))
                .Concat(found.Count > Limit(schema, "maxItems") ? [$"{path} has too many items"] : []),
            _ => InScalar(schema, value!).Select(problem => $"{path} {problem}"),
        };
    }

    private static IEnumerable<string> InObject(string path, JsonNode schema, JsonObject found)
    {
        var missing = schema["required"]?.AsArray().Where(name => !found.ContainsKey((string)name!))
            .Select(name => $"{path}.{name} is missing") ?? [];
        var below = found.SelectMany(pair => (schema["properties"]?[pair.Key] ?? schema["additionalProperties"]) is { } field
            ? Problems($"{path}.{pair.Key}", field, pair.Value)
            : [$"{path}.{pair.Key} is unknown"]);
        return missing.Concat(below);
    }

    private static IEnumerable<string> InScalar(JsonNode schema, JsonNode value)
    {
        var text = value.ToString();
        var number = value.GetValueKind() == JsonValueKind.Number ? value.GetValue<long>() : (long?)null;
        var length = text.EnumerateRunes().Count();
        (bool Broken, string Problem)[] rules =
        [
            (schema["enum"] is JsonArray values && values.All(allowed => (string)allowed! != text), "is not in the enum"),
            (schema["pattern"] is { } pattern && !Regex.IsMatch(text, (string)pattern!), "does not match"),
            (schema["minimum"] is { } minimum && number < (long)minimum, "is too small"),
            (number > Limit(schema, "maximum"), "is too great"),
            (schema["minLength"] is { } least && length < (long)least, "is too short"),
            (number is null && length > Limit(schema, "maxLength"), "is too long"),
            ((string?)schema["format"] == "date-time" && !DateTimeOffset.TryParse(text, out _), "is no time"),
        ];
        return rules.Where(rule => rule.Broken).Select(rule => rule.Problem);
    }

    private static long Limit(JsonNode schema, string keyword) => (long?)schema[keyword] ?? long.MaxValue;

    private static bool HasType(string type, JsonNode? value) => (type, value?.GetValueKind()) is
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String)
        or ("integer", JsonValueKind.Number) or ("boolean", JsonValueKind.True or JsonValueKind.False);
}
