using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>auth/jwt/config: exactly one source of keys.</summary>
internal sealed record JwtConfig(
    string[] PublicKeys, string JwksUrl, string JwksCaPem, string DiscoveryUrl, string DiscoveryCaPem, string BoundIssuer,
    string DefaultRole)
{
    public static JwtConfig Read(VaultRequest request) => new(
        request.Texts("jwt_validation_pubkeys") ?? [],
        request.Text("jwks_url") ?? "",
        request.Text("jwks_ca_pem") ?? "",
        request.Text("oidc_discovery_url") ?? "",
        request.Text("oidc_discovery_ca_pem") ?? "",
        request.Text("bound_issuer") ?? "",
        request.Text("default_role") ?? "");

    public VaultAnswer Describe() => VaultAnswer.Ok(new JsonObject
    {
        ["bound_issuer"] = BoundIssuer,
        ["default_role"] = DefaultRole,
        ["jwks_ca_pem"] = JwksCaPem,
        ["jwks_url"] = JwksUrl,
        ["jwt_supported_algs"] = new JsonArray(),
        ["jwt_validation_pubkeys"] = TokenIssuer.List(PublicKeys),
        ["oidc_client_id"] = "",
        ["oidc_discovery_ca_pem"] = DiscoveryCaPem,
        ["oidc_discovery_url"] = DiscoveryUrl,
    });
}
