using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Coffer.Embedded.Vault.Http;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>
/// What auth/gcp asks of Google: its public keys by discovery, an account's own, and the accounts themselves. <c>custom_endpoint</c> of the
/// configuration says where; credentials are not needed here.
/// </summary>
internal sealed class GcpGoogle(IReadOnlyDictionary<string, string> endpoints) : IDisposable
{
    private readonly HttpClient _client = TrustingClient.Create(null);

    public IReadOnlyDictionary<string, string> Endpoints => endpoints;

    public void Dispose() => _client.Dispose();

    /// <summary>The key of an id, or why there is none.</summary>
    public async Task<(VerificationKey? Key, string Fault)> KeyAsync(string keyId, string subject, CancellationToken cancellation)
    {
        var (config, _) = await GetAsync(Base("api", "https://accounts.google.com") + "/.well-known/openid-configuration", cancellation);
        if (Text(config, "jwks_uri") is { Length: > 0 } url && (await GetAsync(url, cancellation)).Json is { } set)
        {
            var keys = VerificationKey.FromJwks(set).ToLookup(key => key.Id == keyId);
            keys[false].ToList().ForEach(static key => key.Dispose());
            if (keys[true].FirstOrDefault() is { } found)
            {
                return (found, "");
            }
        }

        var path = $"/service_accounts/v1/metadata/x509/{Uri.EscapeDataString(subject)}?alt=json";
        var own = Base("api", "https://www.googleapis.com") + path;
        var (certificates, fault) = await GetAsync(own, cancellation);
        return Text(certificates, keyId) is { Length: > 0 } pem ? (VerificationKey.FromPem(pem), "")
            : (null, fault.Length > 0 ? fault : $"service account \"{keyId}\" key \"{subject}\" not found at GET \"{own}\"");
    }

    /// <summary>An account by its id or email, or why it can't be had.</summary>
    public async Task<(GcpAccount? Account, string Fault)> AccountAsync(string idOrEmail, CancellationToken cancellation)
    {
        var name = $"projects/-/serviceAccounts/{idOrEmail}";
        var (found, fault) = await GetAsync($"{Base("iam", "https://iam.googleapis.com")}/v1/{name}", cancellation);
        return found is null
            ? (null, $"could not find service account '{name}': {fault}")
            : (new GcpAccount(Text(found, "email"), Text(found, "uniqueId"), Text(found, "projectId")), "");
    }

    private string Base(string key, string otherwise) => endpoints.GetValueOrDefault(key, otherwise).TrimEnd('/');

    [SuppressMessage("Design", "CA1031", Justification = "The edge to Google: no answer, no login.")]
    private async Task<(JsonElement? Json, string Fault)> GetAsync(string url, CancellationToken cancellation)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(url), cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                return (null, $"googleapi: got HTTP response code {(int)answer.StatusCode} with body: ");
            }

            await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
            using var document = await JsonDocument.ParseAsync(stream, default, cancellation);
            return (document.RootElement.Clone(), "");
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            return (null, $"Get \"{url}\": {fault.GetType().Name}");
        }
    }

    private static string Text(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
