using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>auth/kubernetes/config.</summary>
internal sealed record KubernetesConfig(
    string Host, string CaPem, string ReviewerToken, string Issuer, bool DisableIssuerValidation, bool DisableLocalCa, string[] PublicKeys)
{
    public const string DefaultIssuer = "kubernetes/serviceaccount";

    public VaultAnswer Describe(bool openBao)
    {
        var data = new JsonObject
        {
            ["disable_iss_validation"] = DisableIssuerValidation,
            ["disable_local_ca_jwt"] = DisableLocalCa,
            ["issuer"] = Issuer,
            ["kubernetes_ca_cert"] = CaPem,
            ["kubernetes_host"] = Host,
            ["pem_keys"] = TokenIssuer.List(PublicKeys),
        };
        if (openBao)
        {
            data["token_reviewer_jwt_set"] = ReviewerToken.Length > 0;
        }

        return VaultAnswer.Ok(data);
    }

    public override string ToString() => "***";
}

/// <summary>A role of auth/kubernetes.</summary>
internal sealed record KubernetesRole(string[] Names, string[] Namespaces, string Audience, TokenSettings Token)
{
    public VaultAnswer Describe()
    {
        var data = new JsonObject
        {
            ["alias_name_source"] = "serviceaccount_uid",
            ["bound_service_account_names"] = TokenIssuer.List(Names),
            ["bound_service_account_namespaces"] = TokenIssuer.List(Namespaces),
        };
        if (Audience.Length > 0)
        {
            data["audience"] = Audience;
        }

        Token.Describe(data);
        return VaultAnswer.Ok(data);
    }
}
