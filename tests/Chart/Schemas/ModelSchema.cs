using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using k8s.Models;

namespace Coffer.Chart.Tests.Schemas;

/// <summary>
/// Judges objects of Kubernetes itself by the model types of the Kubernetes client, which are made from the API's own OpenAPI document:
/// unknown fields, wrong types and missing fields are problems.
/// </summary>
internal static partial class ModelSchema
{
    private static readonly Dictionary<(string ApiVersion, string Kind), Type> Types = typeof(V1Pod).Assembly.GetTypes()
        .Select(type => (Type: type, Entity: type.GetCustomAttribute<KubernetesEntityAttribute>()))
        .Where(pair => pair.Entity is not null && !pair.Type.Name.EndsWith("List", StringComparison.Ordinal))
        .ToDictionary(
            pair => (string.IsNullOrEmpty(pair.Entity!.Group) ? pair.Entity.ApiVersion : $"{pair.Entity.Group}/{pair.Entity.ApiVersion}",
                pair.Entity.Kind),
            pair => pair.Type);

    public static Type? Find(string apiVersion, string kind) => Types.GetValueOrDefault((apiVersion, kind));

    public static IEnumerable<string> Problems(string path, Type type, JsonNode? value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        if (type == typeof(string) || type == typeof(DateTime) || type == typeof(byte[]))
        {
            return When(kind != JsonValueKind.String, $"{path} is {kind}, not a string");
        }

        if (type == typeof(bool))
        {
            return When(kind is not (JsonValueKind.True or JsonValueKind.False), $"{path} is {kind}, not a boolean");
        }

        if (type == typeof(int) || type == typeof(long))
        {
            return When(kind != JsonValueKind.Number || value!.ToJsonString().Contains('.'),
                $"{path} is {value?.ToJsonString() ?? "null"}, not an integer");
        }

        return type == typeof(IntOrString)
                ? When(!IsIntOrString(value), $"{path} is {value?.ToJsonString() ?? "null"}, neither a number nor a text")
            : type == typeof(ResourceQuantity)
                ? When(!Quantity().IsMatch(value?.ToString() ?? ""), $"{path} is {value?.ToJsonString() ?? "null"}, not a quantity")
            : type == typeof(object) ? []
            : Below(path, type, value);
    }

    private static IEnumerable<string> Below(string path, Type type, JsonNode? value)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>))
        {
            return value is JsonObject map
                ? map.SelectMany(pair => Problems($"{path}.{pair.Key}", type.GenericTypeArguments[1], pair.Value))
                : [$"{path} is no map"];
        }

        if (type.IsAssignableTo(typeof(IEnumerable)))
        {
            return value is JsonArray list
                ? list.SelectMany((item, index) => Problems($"{path}[{index}]", type.GenericTypeArguments[0], item))
                : [$"{path} is no list"];
        }

        return value is JsonObject found ? InObject(path, type, found) : [$"{path} is no object"];
    }

    private static IEnumerable<string> InObject(string path, Type type, JsonObject found)
    {
        var fields = type.GetProperties().Where(property => property.IsDefined(typeof(JsonPropertyNameAttribute)))
            .ToDictionary(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name);
        var below = found.SelectMany(pair => fields.TryGetValue(pair.Key, out var field)
            ? Problems($"{path}.{pair.Key}", field.PropertyType, pair.Value)
            : [$"{path}.{pair.Key} is unknown to {type.Name}"]);
        var values = fields.Values.Where(field => field.PropertyType.IsValueType && Nullable.GetUnderlyingType(field.PropertyType) is null);
        var missing = values.Select(field => field.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name).Concat(RequiredFields.Of(type))
            .Where(name => !found.ContainsKey(name)).Select(name => $"{path}.{name} is missing");
        return below.Concat(missing);
    }

    private static bool IsIntOrString(JsonNode? value) => value?.GetValueKind() is JsonValueKind.String
        || (value?.GetValueKind() is JsonValueKind.Number && !value.ToJsonString().Contains('.'));

    private static IEnumerable<string> When(bool broken, string problem) => broken ? [problem] : [];

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$")]
    private static partial Regex Quantity();
}
