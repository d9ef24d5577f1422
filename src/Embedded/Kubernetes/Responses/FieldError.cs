using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;

namespace Coffer.Embedded.Kubernetes.Responses;

/// <summary>One cause of a 422, in the API server's words.</summary>
internal sealed record FieldError(string Field, string Reason, string Message)
{
    public static FieldError Required(string field, string? detail = null) =>
        new(field, "FieldValueRequired", detail is null ? "Required value" : $"Required value: {detail}");

    public static FieldError Invalid(string field, JsonNode? value, string detail) =>
        new(field, "FieldValueInvalid", $"Invalid value: {Quote(value)}: {detail}");

    public static FieldError WrongType(string field, string actual, string detail) =>
        new(field, "FieldValueTypeInvalid", $"Invalid value: \"{actual}\": {detail}");

    public static FieldError NotSupported(string field, JsonNode? value, IEnumerable<JsonNode?> supported) =>
        new(field, "FieldValueNotSupported", $"Unsupported value: {Quote(value)}: supported values: {string.Join(", ", supported.Select(Quote))}");

    public static FieldError Forbidden(string field, string detail) => new(field, "FieldValueForbidden", $"Forbidden: {detail}");

    public static FieldError TooLong(string field, long limit) =>
        new(field, "FieldValueTooLong", $"Too long: may not be more than {limit} bytes");

    public static FieldError TooMany(string field, int actual, long limit) =>
        new(field, "FieldValueTooMany", $"Too many: {actual}: must have at most {limit} items");

    public JsonObject ToCause() => new() { ["reason"] = Reason, ["message"] = Message, ["field"] = Field };

    public override string ToString() => $"{Field}: {Message}";

    private static string Quote(JsonNode? value) => value is null ? "null" : System.Text.Encoding.UTF8.GetString(JsonText.ToBytes(value));
}
