using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Kinds;

/// <summary>What the API server asks of Secrets of the types it knows: ValidateSecret in pkg/apis/core/validation of kubernetes/kubernetes.</summary>
internal static class SecretTypes
{
    private const string Account = "kubernetes.io/service-account.name";

    public static IEnumerable<FieldError> Validate(string type, JsonObject metadata, JsonObject data) => type switch
    {
        "kubernetes.io/service-account-token" => string.IsNullOrEmpty(metadata.Object("annotations").Text(Account)) ? [FieldError.Required($"metadata.annotations[{Account}]")] : [],
        "kubernetes.io/dockercfg" => IsJsonObject(data, ".dockercfg"),
        "kubernetes.io/dockerconfigjson" => IsJsonObject(data, ".dockerconfigjson"),
        "kubernetes.io/basic-auth" => data.ContainsKey("username") || data.ContainsKey("password") ? [] : [Missing("username"), Missing("password")],
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

        try
        {
            return JsonText.Parse(Convert.FromBase64String(data.Text(key) ?? "")) is JsonObject or null
                ? []
                : [Unfit(key, "json: cannot unmarshal into Go value of type map[string]interface {}")];
        }
        catch (JsonException)
        {
            return [Unfit(key, "invalid character looking for beginning of value")];
        }
    }

    private static FieldError Missing(string key) => FieldError.Required($"data[{key}]");

    private static FieldError Unfit(string key, string why) => FieldError.Invalid($"data[{key}]", "<secret contents redacted>", why);
}
