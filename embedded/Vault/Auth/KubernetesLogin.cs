using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>The checks of one login under one configuration, in the order and the words of each flavour.</summary>
internal sealed class KubernetesLogin(VaultCore core, KubernetesConfig config) : IDisposable
{
    private readonly TokenReviewer _reviewer = new(config);
    private readonly VerificationKey[] _keys = [.. config.PublicKeys.Select(VerificationKey.FromPem).OfType<VerificationKey>()];

    public KubernetesConfig Config => config;

    private bool OpenBao => core.Flavour == VaultFlavour.OpenBao;

    private bool IsNew => !core.IsOld;

    public void Dispose()
    {
        _reviewer.Dispose();
        Array.ForEach(_keys, k => k.Dispose());
    }

    public async Task<(ServiceAccountToken? Account, VaultAnswer? Refusal)> CheckAsync(
        string token, KubernetesRole role, CancellationToken cancellationToken)
    {
        if (Jwt.TryParse(token) is not { } jwt)
        {
            return (null, IsNew ? VaultAnswer.BadToken : VaultAnswer.Error(500, "not a compact JWS"));
        }

        var account = ServiceAccountToken.From(jwt);
        if ((ClaimFault(jwt, role) ?? BindingFault(account, role)) is { } fault)
        {
            return (null, fault);
        }

        if (_keys.Length > 0 && !_keys.Any(k => k.Verifies(jwt)))
        {
            return (null, VaultAnswer.BadToken);
        }

        var user = await _reviewer.ReviewAsync(token, role.Audience, cancellationToken);
        if (user is null)
        {
            return (null, VaultAnswer.BadToken);
        }

        return user.Name == account.UserName && (account.Uid.Length == 0 || user.Uid == account.Uid)
            ? (account, null)
            : (null, VaultAnswer.Error(500, "JWT names did not match"));
    }

    private VaultAnswer? ClaimFault(Jwt jwt, KubernetesRole role)
    {
        if (role.Audience.Length > 0 && !jwt.Audiences.Contains(role.Audience))
        {
            return IsNew
                ? VaultAnswer.Error(403, "invalid audience (aud) claim: audience claim does not match any expected audience")
                : VaultAnswer.Error(500, "claim \"aud\" is invalid");
        }

        var issuer = config.Issuer.Length > 0 ? config.Issuer : KubernetesConfig.DefaultIssuer;
        if (!config.DisableIssuerValidation && jwt.Issuer != issuer)
        {
            return IsNew ? VaultAnswer.Error(403, "invalid issuer (iss) claim") : VaultAnswer.Error(500, "claim \"iss\" is invalid");
        }

        return jwt.Expires is { } end && end <= core.Clock.Now
            ? IsNew ? VaultAnswer.BadToken : VaultAnswer.Error(500, "token is expired")
            : null;
    }

    private VaultAnswer? BindingFault(ServiceAccountToken account, KubernetesRole role)
    {
        var status = IsNew ? 403 : 500;
        return !KubernetesBackend.IsBound(role.Namespaces, account.Namespace, OpenBao)
                ? VaultAnswer.Error(status, "namespace not authorized")
            : !KubernetesBackend.IsBound(role.Names, account.Name, OpenBao)
                ? VaultAnswer.Error(status, "service account name not authorized")
            : null;
    }
}
