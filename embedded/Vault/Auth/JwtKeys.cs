using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Coffer.Embedded.Vault.Http;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>The keys of one configuration: given as PEM, or fetched from a JWKS or a discovery document.</summary>
internal sealed class JwtKeys(JwtConfig config) : IDisposable
{
    private readonly HttpClient _client = TrustingClient.Create(config.JwksUrl.Length > 0 ? config.JwksCaPem : config.DiscoveryCaPem);
    private readonly VerificationKey?[] _pem = [.. config.PublicKeys.Select(VerificationKey.FromPem)];

    public JwtConfig Config => config;

    public bool HasBadPem => _pem.Contains(null);

    /// <summary>A discovery document names the issuer; it must then match like a bound one.</summary>
    public string Issuer { get; private set; } = config.BoundIssuer;

    public void Dispose()
    {
        _client.Dispose();
        Array.ForEach(_pem, k => k?.Dispose());
    }

    public async Task<bool> VerifiesAsync(Jwt token, CancellationToken cancellationToken)
    {
        if (_pem.Length > 0)
        {
            return _pem.Any(k => k!.Verifies(token));
        }

        var keys = await FetchAsync(cancellationToken);
        var good = keys.Any(k => k.Verifies(token));
        keys.ForEach(k => k.Dispose());
        return good;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge to the key server: no keys, no login.")]
    private async Task<List<VerificationKey>> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            var url = config.JwksUrl;
            if (url.Length == 0)
            {
                var discovery = await GetAsync(config.DiscoveryUrl.TrimEnd('/') + "/.well-known/openid-configuration", cancellationToken);
                url = discovery.GetProperty("jwks_uri").GetString()!;
                Issuer = config.BoundIssuer.Length > 0 ? config.BoundIssuer : discovery.GetProperty("issuer").GetString()!;
            }

            return [.. VerificationKey.FromJwks(await GetAsync(url, cancellationToken))];
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    private async Task<JsonElement> GetAsync(string url, CancellationToken cancellationToken)
    {
        await using var stream = await _client.GetStreamAsync(new Uri(url), cancellationToken);
        using var document = await JsonDocument.ParseAsync(stream, default, cancellationToken);
        return document.RootElement.Clone();
    }
}
