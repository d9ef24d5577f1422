using System.Text;
using System.Text.Json;
using Coffer.Contracts.Ports;

namespace Coffer.Cloud.Aws;

/// <summary>The request sts:GetCallerIdentity as Vault's auth method aws takes it: signed here, sent by Vault.</summary>
internal static class CallerIdentity
{
    private const string Body = "Action=GetCallerIdentity&Version=2011-06-15";
    private const string ServerIdHeader = "X-Vault-Aws-Iam-Server-Id";

    public static AwsProof Prove(SigningKeys keys, string region, string serverId, DateTimeOffset now)
    {
        var host = StsHosts.Signed(region);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8",
            ["X-Amz-Date"] = Signature.Stamp(now),
        };
        if (keys.SessionToken.Length > 0)
        {
            headers["X-Amz-Security-Token"] = keys.SessionToken;
        }

        if (serverId.Length > 0)
        {
            headers[ServerIdHeader] = serverId;
        }

        // Vault adds the header Host by itself, from the URL.
        var signature = Signature.Of(
            keys, region, "sts", new Dictionary<string, string>(headers) { ["Host"] = host }, Encoding.UTF8.GetBytes(Body));
        headers["Authorization"] = signature.Authorization;
        var fields = new Dictionary<string, string>
        {
            ["iam_http_request_method"] = "POST",
            ["iam_request_url"] = Encode($"https://{host}/"),
            ["iam_request_body"] = Encode(Body),
            ["iam_request_headers"] = Encode(
                JsonSerializer.Serialize(headers.ToDictionary(header => header.Key, header => new[] { header.Value }))),
        };
        return new AwsProof(fields, [keys.Secret, keys.SessionToken, signature.Authorization, signature.Hex]);
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
