using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>The signed request of a login: taken apart, checked and sent on as Vault does it.</summary>
/// <param name="Url">The URL that the client signed for.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">The headers, under their names in Go's spelling.</param>
internal sealed record AwsRequest(Uri Url, string Body, IReadOnlyDictionary<string, string[]> Headers)
{
    private const string ServerIdHeader = "X-Vault-AWS-IAM-Server-ID";

    private static readonly string[] Fields = ["iam_http_request_method", "iam_request_url", "iam_request_body", "iam_request_headers"];

    private static readonly string[] Signed =
    [
        "X-Amz-Algorithm", "X-Amz-Content-Sha256", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Signature",
        "X-Amz-SignedHeaders", "X-Amz-User-Agent",
    ];

    /// <summary>Reads the fields of a login, or says what is wrong with them.</summary>
    public static (AwsRequest? Request, string? Fault) Read(VaultRequest login, VaultFlavour flavour)
    {
        if (Fields.Any(field => login.Text(field) is not { Length: > 0 }))
        {
            return (null, "didn't supply required authentication values");
        }

        if (login.Text("iam_http_request_method") != "POST")
        {
            var methods = flavour == VaultFlavour.Vault2 ? "'GET' and 'POST' are" : "'POST' is";
            return (null, $"invalid iam_http_request_method; currently only {methods} supported");
        }

        if (Decode(login.Text("iam_request_url")!) is not { } text || !Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            return (null, "failed to base64 decode iam_request_url");
        }

        return Decode(login.Text("iam_request_body")!) is not { } body ? (null, "failed to base64 decode iam_request_body")
            : url.Query.Length > 0 ? (null, "invalid request")
            : body.Split('&').Any(pair => pair != "Action=GetCallerIdentity" && !pair.StartsWith("Version=", StringComparison.Ordinal))
                ? (null, "iam request body is invalid")
            : ReadHeaders(login.Text("iam_request_headers")!) is not { } headers
                ? (null, "Field validation failed: error converting input for field \"iam_request_headers\": "
                    + $"invalid character '{login.Text("iam_request_headers")![0]}' looking for beginning of value")
            : headers.Count == 0 ? (null, "missing iam_request_headers")
            : (new AwsRequest(url, body, headers), null);
    }

    /// <summary>What keeps the headers from being sent on; null for nothing.</summary>
    public string? Fault(AwsConfig config)
    {
        if (config.ServerId.Length > 0 && ServerIdFault(config.ServerId) is { } fault)
        {
            return $"error validating {ServerIdHeader} header: {fault}";
        }

        var odd = Headers.Keys.FirstOrDefault(name =>
            name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase) && !Signed.Contains(name, StringComparer.OrdinalIgnoreCase));
        return odd is null ? null : $"invalid request header: {odd}";
    }

    /// <summary>To Vault's own endpoint, with the path and the Host of the client's URL.</summary>
    public HttpRequestMessage ToMessage(string endpoint)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, $"{endpoint}/{Url.PathAndQuery}")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body)),
        };
        foreach (var (name, values) in Headers)
        {
            HttpHeaders target = name is "Content-Type" ? message.Content.Headers : message.Headers;
            target.TryAddWithoutValidation(name, values);
        }

        message.Headers.Host = Url.Authority;
        return message;
    }

    private string? ServerIdFault(string wanted)
    {
        var given = Headers.FirstOrDefault(header => header.Key.Equals(ServerIdHeader, StringComparison.OrdinalIgnoreCase)).Value;
        return given is null ? $"missing header \"{ServerIdHeader}\""
            : string.Join(',', given) != wanted ? $"expected \"{wanted}\" but got \"{string.Join(',', given)}\""
            : !Headers.TryGetValue("Authorization", out var authorization) ? "missing Authorization header"
            : Names(string.Join(',', authorization)).Contains(ServerIdHeader.ToLowerInvariant()) ? null
            : "vault header wasn't signed";
    }

    private static string[] Names(string authorization)
    {
        var at = authorization.LastIndexOf("SignedHeaders=", StringComparison.Ordinal);
        return at < 0 ? [] : authorization[(at + "SignedHeaders=".Length)..].Split(',')[0].Split(';');
    }

    private static string? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : null;
    }

    /// <summary>Base64 or not, each value a text or a list of texts.</summary>
    private static Dictionary<string, string[]>? ReadHeaders(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(Decode(text) ?? text);
            return json.RootElement.EnumerateObject().ToDictionary(header => header.Name, header => Values(header.Value));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string[] Values(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(each => each.GetString()!)]
        : [value.GetString()!];
}
