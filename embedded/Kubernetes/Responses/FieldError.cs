using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coffer.Embedded.Kubernetes.Responses;

/// <summary>One cause of a 422, in the API server's words.</summary>
internal sealed record FieldError(string Field, string Reason, string Message)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static FieldError Required(string field, string? detail = null) =>
        new(field, "FieldValueRequired", detail is null ? "Required value" : $"Required value: {detail}");

    public static FieldError Invalid(string field, JsonNode? value, string detail) =>
        new(field, "FieldValueInvalid", $"Invalid value: {Quote(value)}: {detail}");

    public static FieldError WrongType(string field, string actual, string detail) =>
        new(field, "FieldValueTypeInvalid", $"Invalid value: \"{actual}\": {detail}");

    public static FieldError NotSupported(string field, JsonNode? value, IEnumerable<JsonNode?> supported) =>
        new(field, "FieldValueNotSupported",
            $"Unsupported value: {Quote(value)}: supported values: {string.Join(", ", supported.Select(Quote))}");

    public static FieldError Duplicate(string field, JsonNode? value) =>
        new(field, "FieldValueDuplicate", $"Duplicate value: {Quote(value)}");

    public static FieldError Forbidden(string field, string detail) => new(field, "FieldValueForbidden", $"Forbidden: {detail}");

    public static FieldError TooLong(string field, long limit) =>
        new(field, "FieldValueTooLong", $"Too long: may not be more than {limit} bytes");

    public static FieldError TooMany(string field, int actual, long limit) =>
        new(field, "FieldValueTooMany", $"Too many: {actual}: must have at most {limit} items");

    public JsonObject ToCause() => new() { ["reason"] = Reason, ["message"] = Message, ["field"] = Field };

    public override string ToString() => $"{Field}: {Message}";

    /// <summary>Messages quote by Go's <c>%q</c>, which leaves alone what its JSON escapes for HTML's sake.</summary>
    private static string Quote(JsonNode? value) => value is null ? "null" : value.ToJsonString(Relaxed);
}
