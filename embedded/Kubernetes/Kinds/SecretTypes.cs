using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Kinds;

/// <summary>
/// What the API server asks of Secrets of the types it knows: ValidateSecret in pkg/apis/core/validation of kubernetes/kubernetes.
/// </summary>
internal static class SecretTypes
{
    public const string AccountToken = "kubernetes.io/service-account-token";

    private const string Account = "kubernetes.io/service-account.name";

    public static IEnumerable<FieldError> Validate(string type, JsonObject metadata, JsonObject data) => type switch
    {
        AccountToken => string.IsNullOrEmpty(metadata.Object("annotations").Text(Account))
            ? [FieldError.Required($"metadata.annotations[{Account}]")]
            : [],
        "kubernetes.io/dockercfg" => IsJsonObject(data, ".dockercfg"),
        "kubernetes.io/dockerconfigjson" => IsJsonObject(data, ".dockerconfigjson"),
        "kubernetes.io/basic-auth" =>
            data.ContainsKey("username") || data.ContainsKey("password") ? [] : [Missing("username"), Missing("password")],
        "kubernetes.io/ssh-auth" => string.IsNullOrEmpty(data.Text("ssh-privatekey")) ? [Missing("ssh-privatekey")] : [],
        "kubernetes.io/tls" => ((string[])["tls.crt", "tls.key"]).Where(key => !data.ContainsKey(key)).Select(Missing),
        _ => [],
    };

    private static IEnumerable<FieldError> IsJsonObject(JsonObject data, string key)
    {
        if (!data.ContainsKey(key))
        {
            return [Missing(key)];
        }

        var text = Encoding.UTF8.GetString(Convert.FromBase64String(data.Text(key) ?? ""));
        return GoSyntax.Complaint(text) is { } complaint ? [Unfit(key, complaint)]
            : JsonText.Parse(Encoding.UTF8.GetBytes(text)) is JsonObject or null ? []
            : [Unfit(key, $"json: cannot unmarshal {GoType(JsonText.Parse(Encoding.UTF8.GetBytes(text)))} into Go value of "
                + $"type map[string]interface {{}}")];
    }

    private static string GoType(JsonNode? node) => node.TypeName() switch
    {
        "boolean" => "bool",
        "integer" => "number",
        var other => other,
    };

    private static FieldError Missing(string key) => FieldError.Required($"data[{key}]");

    private static FieldError Unfit(string key, string why) => FieldError.Invalid($"data[{key}]", "<secret contents redacted>", why);
}
