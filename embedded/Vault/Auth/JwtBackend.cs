using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>auth/jwt: configuration, roles and login.</summary>
internal sealed class JwtBackend(VaultCore core, Func<Mount> mount) : IBackend, IDisposable
{
    private readonly AuthRoles<JwtRole> _roles = new();
    private JwtKeys? _keys;

    public bool IsOpen(string path) => path == "login";

    public bool? Exists(string path) => path.Split('/') is ["role", var name] ? _roles.Find(name) is not null : null;

    public void Dispose() => _keys?.Dispose();

    public ValueTask<VaultAnswer> HandleAsync(VaultRequest request, string path, CancellationToken cancellationToken) =>
        (path.TrimEnd('/').Split('/'), request.Operation) switch
        {
            (["login"], VaultOperation.Update) => LoginAsync(request, cancellationToken),
            (["config"], VaultOperation.Read) => new(_keys?.Config.Describe() ?? VaultAnswer.NotFound),
            (["config"], VaultOperation.Update) => new(Configure(request)),
            (["role"], VaultOperation.List) => new(_roles.List()),
            (["role", var name], VaultOperation.Read) => new(_roles.Find(name)?.Describe() ?? VaultAnswer.NotFound),
            (["role", var name], VaultOperation.Update) => new(Write(request, name)),
            (["role", var name], VaultOperation.Delete) => new(_roles.Delete(name)),
            (["login" or "config" or "role"] or ["role", _], _) => new(VaultAnswer.UnsupportedOperation),
            _ => new(VaultAnswer.UnsupportedPath),
        };

    private VaultAnswer Configure(VaultRequest request)
    {
        var config = JwtConfig.Read(request);
        var sources = (config.PublicKeys.Length > 0 ? 1 : 0) + (config.JwksUrl.Length > 0 ? 1 : 0)
            + (config.DiscoveryUrl.Length > 0 ? 1 : 0);
        if (sources != 1)
        {
            return VaultAnswer.Error(400, "exactly one of 'jwt_validation_pubkeys', 'jwks_url' or 'oidc_discovery_url' must be set");
        }

        var keys = new JwtKeys(config);
        if (keys.HasBadPem)
        {
            keys.Dispose();
            return VaultAnswer.Error(400, "error parsing public key: data does not contain any valid public keys");
        }

        Interlocked.Exchange(ref _keys, keys)?.Dispose();
        return VaultAnswer.NoContent;
    }

    private VaultAnswer Write(VaultRequest request, string name)
    {
        var role = JwtRole.Read(request, _roles.Find(name));
        if (role.Fault() is { } fault)
        {
            return VaultAnswer.Error(400, fault);
        }

        _roles.Set(name, role);
        return VaultAnswer.NoContent;
    }

    private async ValueTask<VaultAnswer> LoginAsync(VaultRequest request, CancellationToken cancellationToken)
    {
        if (_keys is not { } keys)
        {
            return VaultAnswer.Error(400, "could not load configuration");
        }

        var name = request.Text("role") is { Length: > 0 } given ? given : keys.Config.DefaultRole;
        if (name.Length == 0)
        {
            return VaultAnswer.Error(400, "missing role");
        }

        if (_roles.Find(name) is not { } role)
        {
            return VaultAnswer.Error(400, $"role \"{name}\" could not be found");
        }

        if (request.Text("jwt") is not { Length: > 0 } text)
        {
            return VaultAnswer.Error(400, "missing token");
        }

        if (!core.IsOld && text.Split('.').Length != 3)
        {
            return VaultAnswer.Error(
                400, "error validating token: error verifying token signature: go-jose/go-jose: compact JWS format must have three parts");
        }

        if (Jwt.TryParse(text) is not { } token || !await keys.VerifiesAsync(token, cancellationToken))
        {
            return VaultAnswer.Error(
                400, "error validating token: error verifying token signature: no known key successfully validated the token signature");
        }

        return JwtClaims.Fault(token, role, keys.Issuer, core.Clock.Now) is { } fault
            ? VaultAnswer.Error(400, fault)
            : Grant(request, name, role, token);
    }

    private VaultAnswer Grant(VaultRequest request, string name, JwtRole role, Jwt token) => core.Issuer.Login(
        request,
        mount(),
        new LoginRole(name, () => _roles.Find(name)?.Token),
        role.Token,
        "jwt-" + token.Claim(role.UserClaim),
        new Dictionary<string, string> { ["role"] = name });
}
