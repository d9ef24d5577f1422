using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Schema;

namespace Coffer.Embedded.Kubernetes.Writing;

/// <summary>Brings what a client sent into the stored shape: types checked, unknown fields pruned, warned of or refused.</summary>
internal static class ObjectDecoder
{
    /// <exception cref="ApiException">400: another kind, a field of a wrong type, or (Strict) an unknown field.</exception>
    public static void Decode(WriteContext context, JsonObject value, IReadOnlyCollection<string> duplicates)
    {
        CheckType(context, value);
        var strict = Prune(context, value, duplicates);
        if (strict.Count > 0 && context.FieldValidation == "Strict")
        {
            throw Errors.BadRequest($"{Title(context)}: strict decoding error: {string.Join(", ", strict)}");
        }
    }

    /// <exception cref="ApiException">422: (Strict) the patch brought an unknown field.</exception>
    public static void DecodePatched(WriteContext context, JsonObject value)
    {
        var strict = Prune(context, value, []);
        if (strict.Count > 0 && context.FieldValidation == "Strict")
        {
            var patched = JsonValue.Create(Encoding.UTF8.GetString(JsonText.ToBytes(value)));
            throw Errors.Invalid("", "", "", FieldError.Invalid("patch", patched, $"strict decoding error: {string.Join(", ", strict)}"));
        }
    }

    private static void CheckType(WriteContext context, JsonObject value)
    {
        var resource = context.Resource;
        var (apiVersion, kind) = (value.Text("apiVersion"), value.Text("kind"));
        if (resource.IsCustom && string.IsNullOrEmpty(kind))
        {
            throw Errors.BadRequest($"Object 'Kind' is missing in '{Encoding.UTF8.GetString(JsonText.ToBytes(value))}'");
        }

        if (!string.IsNullOrEmpty(apiVersion) && apiVersion != resource.ApiVersion)
        {
            throw Errors.BadRequest(
                $"the API version in the data ({apiVersion}) does not match the expected API version ({resource.ApiVersion})");
        }

        if (!string.IsNullOrEmpty(kind) && kind != resource.Kind)
        {
            throw Errors.BadRequest($"{kind} in version \"{resource.Version}\" cannot be handled as a {resource.Kind}");
        }
    }

    private static List<string> Prune(WriteContext context, JsonObject value, IEnumerable<string> duplicates)
    {
        var unknown = new List<string>();
        SchemaPruner.Prune(value, context.Resource.Schema, unknown);
        value.Remove("kind");
        value.Remove("apiVersion");
        CheckTypes(context, value);
        context.Resource.Rules.Decode(context.Resource, value);
        List<string> complaints =
        [
            .. duplicates.Select(path => $"duplicate field \"{path}\""),
            .. unknown.Select(path => $"unknown field \"{path}\""),
        ];
        if (context.FieldValidation == "Warn")
        {
            context.Warnings.AddRange(complaints);
        }

        return complaints;
    }

    /// <summary>Built-in kinds and all metadata are Go structs: a wrong type is no invalid object but an unreadable one.</summary>
    private static void CheckTypes(WriteContext context, JsonObject value)
    {
        var errors = SchemaValidator.Validate(value.Metadata(), null, MetadataSchema.Node).ToList();
        if (!context.Resource.IsCustom)
        {
            errors.AddRange(SchemaValidator.Validate(value, null, context.Resource.Schema));
        }

        if (errors.FirstOrDefault(error => error.Reason == "FieldValueTypeInvalid") is { } wrong)
        {
            var actual = wrong.Message.Split('"')[1];
            throw Errors.BadRequest(
                $"{Title(context)}: json: cannot unmarshal {(actual is "integer" ? "number" : actual)} into Go struct field "
                + $"{context.Resource.Kind}.{wrong.Field}");
        }
    }

    private static string Title(WriteContext context) =>
        $"{context.Resource.Kind} in version \"{context.Resource.Version}\" cannot be handled as a {context.Resource.Kind}";
}
