using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Http;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>Asks the Kubernetes API whether a token is good. Whatever goes wrong is told apart by nobody: the login is denied.</summary>
internal sealed class TokenReviewer(KubernetesConfig config) : IDisposable
{
    private readonly HttpClient _client = TrustingClient.Create(config.CaPem);

    public void Dispose() => _client.Dispose();

    /// <summary>The user of an authenticated token, or null.</summary>
    [SuppressMessage("Design", "CA1031",
        Justification = "The edge to Kubernetes: any failure of the review denies the login, as in the real server.")]
    public async Task<ReviewedUser?> ReviewAsync(string token, string audience, CancellationToken cancellationToken)
    {
        try
        {
            using var request = Request(token, audience);
            using var response = await _client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return null;
            }

            using var review = await JsonDocument.ParseAsync(
                await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
            return Read(review.RootElement.GetProperty("status"), audience);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private HttpRequestMessage Request(string token, string audience)
    {
        var spec = new JsonObject { ["token"] = token };
        if (audience.Length > 0)
        {
            spec["audiences"] = new JsonArray(audience);
        }

        var body = new JsonObject
        {
            ["kind"] = "TokenReview",
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["metadata"] = new JsonObject(),
            ["spec"] = spec,
        };
        var request = new HttpRequestMessage(HttpMethod.Post, config.Host.TrimEnd('/') + "/apis/authentication.k8s.io/v1/tokenreviews")
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        var reviewer = config.ReviewerToken.Length > 0 ? config.ReviewerToken : token;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", reviewer);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    private static ReviewedUser? Read(JsonElement status, string audience)
    {
        if (!status.TryGetProperty("authenticated", out var good) || !good.GetBoolean())
        {
            return null;
        }

        var accepted = status.TryGetProperty("audiences", out var audiences) ? Jwt.Texts(audiences) : [];
        if (audience.Length > 0 && accepted.Count > 0 && !accepted.Contains(audience))
        {
            return null;
        }

        var user = status.GetProperty("user");
        return new ReviewedUser(
            user.GetProperty("username").GetString() ?? "",
            user.TryGetProperty("uid", out var uid) ? uid.GetString() ?? "" : "");
    }
}

/// <summary>Who the API server says the token belongs to.</summary>
internal sealed record ReviewedUser(string Name, string Uid);
