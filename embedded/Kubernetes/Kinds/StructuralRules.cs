using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Kinds;

/// <summary>
/// The commonest reasons why the schema of a CRD is refused, from pkg/apis/apiextensions/validation and pkg/apiserver/schema of
/// kubernetes/apiextensions-apiserver. Rules of CEL are not judged.
/// </summary>
internal static class StructuralRules
{
    public static IEnumerable<FieldError> Validate(JsonObject schema, string path) => Validate(schema, path, "at the root");

    private static IEnumerable<FieldError> Validate(JsonObject schema, string path, string where)
    {
        var type = schema.Text("type") ?? "";
        if (type.Length == 0 && !schema.Flag("x-kubernetes-int-or-string") && !schema.Flag("x-kubernetes-preserve-unknown-fields"))
        {
            yield return FieldError.Required($"{path}.type", $"must not be empty {where}");
        }

        foreach (var error in Own(schema, path, type).Concat(Default(schema, path, type)).Concat(Below(schema, path)))
        {
            yield return error;
        }
    }

    private static IEnumerable<FieldError> Own(JsonObject schema, string path, string type)
    {
        if (type == "array" && schema.Object("items") is null)
        {
            yield return FieldError.Required($"{path}.items", "must be specified");
        }

        if (schema.Object("properties") is not null && schema["additionalProperties"] is not null)
        {
            yield return FieldError.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive");
        }

        if (schema.Flag("uniqueItems"))
        {
            yield return FieldError.Forbidden(
                $"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }

        if (schema.Text("x-kubernetes-list-type") == "map" && !schema.Texts("x-kubernetes-list-map-keys").Any())
        {
            yield return FieldError.Required($"{path}.x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map");
        }

        var item = schema.Object("items");
        foreach (var key in schema.Texts("x-kubernetes-list-map-keys")
            .Where(key => !item.Texts("required").Contains(key) && item.Object("properties").Object(key)?["default"] is null))
        {
            yield return FieldError.Required($"{path}.items.properties[{key}].default",
                "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
        }
    }

    private static IEnumerable<FieldError> Default(JsonObject schema, string path, string type)
    {
        if (schema["default"] is not { } value)
        {
            yield break;
        }

        var actual = value.TypeName();
        if (type.Length > 0 && actual != type && !(type == "number" && actual == "integer"))
        {
            yield return FieldError.WrongType($"{path}.default", actual, $"in body must be of type {type}: \"{actual}\"");
        }
        else if (schema.Array("enum") is { } choices && !choices.Any(choice => JsonNode.DeepEquals(choice, value)))
        {
            yield return FieldError.NotSupported($"{path}.default", value, choices);
        }
    }

    private static IEnumerable<FieldError> Below(JsonObject schema, string path)
    {
        var fields = (schema.Object("properties") ?? []).Where(field => field.Value is JsonObject)
            .SelectMany(field => Validate((JsonObject)field.Value!, $"{path}.properties[{field.Key}]", "for specified object fields"));
        var items = schema.Object("items") is { } item ? Validate(item, $"{path}.items", "for specified array items") : [];
        var values = schema.Object("additionalProperties") is { } value
            ? Validate(value, $"{path}.additionalProperties", "for specified object fields")
            : [];
        return [.. fields, .. items, .. values];
    }
}
