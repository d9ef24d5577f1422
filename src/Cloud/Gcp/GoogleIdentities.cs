using System.Text;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Cloud.Gcp;

/// <summary>Workload identity by Google's own three services.</summary>
internal sealed class GoogleIdentities(CloudOptions options, GoogleHttp http, MetadataServer metadata) : IGoogleIdentities
{
    private const string TokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";
    private const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";
    private const string Jwt = "urn:ietf:params:oauth:token-type:jwt";
    private const string Scope = "https://www.googleapis.com/auth/iam";

    public Task<Outcome<GkeCluster>> LocateAsync(GkeCluster given, CancellationToken cancellation) =>
        metadata.CompleteAsync(given, cancellation);

    public async Task<Outcome<GoogleAccessToken>> ExchangeAsync(
        GkeCluster cluster, ServiceAccountToken token, CancellationToken cancellation)
    {
        var call = new GoogleCall(HttpMethod.Post, new Uri(options.GcpSts, "/v1/token"))
        {
            Secrets = [token.Value],
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["audience"] = $"identitynamespace:{cluster.Pool}:{cluster.Issuer}",
                ["grant_type"] = TokenExchange,
                ["requested_token_type"] = AccessToken,
                ["scope"] = Scope,
                ["subject_token"] = token.Value,
                ["subject_token_type"] = Jwt,
            }),
        };
        var found = await TokenAsync(call, "access_token", cancellation);
        return found.TryGet(out var value, out var failure) ? new GoogleAccessToken(value) : failure;
    }

    public async Task<Outcome<GoogleIdToken>> IdTokenAsync(
        GoogleAccessToken access, string account, string audience, CancellationToken cancellation)
    {
        // The annotation is a tenant's: nothing of it may be read as more of the path.
        var name = Uri.EscapeDataString(account).Replace("%40", "@", StringComparison.Ordinal);
        var call = new GoogleCall(HttpMethod.Post, new Uri(options.GcpIam, $"/v1/projects/-/serviceAccounts/{name}:generateIdToken"))
        {
            Bearer = access.Value,
            Content = new StringContent(
                new JsonObject { ["audience"] = audience, ["includeEmail"] = true }.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        var found = await TokenAsync(call, "token", cancellation);
        return found.TryGet(out var value, out var failure) ? new GoogleIdToken(value) : failure;
    }

    private async Task<Outcome<string>> TokenAsync(GoogleCall call, string field, CancellationToken cancellation)
    {
        var sent = await http.SendAsync(call, cancellation);
        if (!sent.TryGet(out var answer, out var failure))
        {
            return failure;
        }

        return !answer.IsSuccess ? GoogleErrors.FromAnswer(call, answer)
            : GoogleJson.Token(answer.Body, field) is { } token ? token
            : GoogleErrors.Malformed(call, answer, $"the answer has no {field}");
    }
}
