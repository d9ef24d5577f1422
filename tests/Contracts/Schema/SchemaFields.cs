using System.Text.Json.Nodes;

namespace Coffer.Contracts.Tests.Schema;

/// <summary>The fields of <c>spec</c> and <c>status</c> as a CRD has them.</summary>
internal static class SchemaFields
{
    private static readonly string[] RuleKeywords =
        ["default", "minimum", "maximum", "minLength", "maxLength", "maxItems", "maxProperties", "pattern"];

    public static IEnumerable<Field> Of(string kind)
    {
        var properties = Crd.ByKind[kind].Root["properties"]!;
        return Below("spec", properties["spec"]!).Concat(Below("status", properties["status"]!));
    }

    public static string Type(JsonNode schema) => (string?)schema["type"] switch
    {
        "array" => "[]" + Type(schema["items"]!),
        "object" when schema["additionalProperties"] is { } value => "{}" + Type(value),
        "integer" or "string" when schema["format"] is { } format => (string)format!,
        var type => type!,
    };

    private static IEnumerable<Field> Below(string path, JsonNode schema)
    {
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];
        return schema["properties"]?.AsObject().SelectMany(pair => Of($"{path}.{pair.Key}", pair.Value!, required.Contains(pair.Key)))
            ?? [];
    }

    private static IEnumerable<Field> Of(string path, JsonNode schema, bool required) =>
        Inner(path, schema).Prepend(new Field(path, Type(schema), required, Rules(schema)));

    private static IEnumerable<Field> Inner(string path, JsonNode schema) => (schema["items"], schema["additionalProperties"]) switch
    {
        ({ } item, _) => Below(path + "[]", item),
        (_, { } value) => Below(path + "{}", value),
        _ => Below(path, schema),
    };

    private static string Rules(JsonNode schema) => string.Join(' ', RuleKeywords
        .Where(keyword => schema[keyword] is not null).Select(keyword => $"{keyword}={schema[keyword]}")
        .Append(schema["enum"] is JsonArray values ? "enum=" + string.Join(',', values) : "")
        .Append(schema["items"]?["maxLength"] is { } length ? $"itemLength={length}" : "")
        .Where(rule => rule.Length > 0));
}
