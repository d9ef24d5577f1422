using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>auth/cert.</summary>
internal sealed class CertBackend(VaultCore core, Func<Mount> mount) : IBackend
{
    private const string NoMatch = "failed to match all constraints for this login certificate";

    private readonly AuthRoles<CertRole> _roles = new();

    private bool IsVault2 => core.Flavour == VaultFlavour.Vault2;

    public bool IsOpen(string path) => path == "login";

    public ValueTask<VaultAnswer> HandleAsync(VaultRequest request, string path, CancellationToken cancellationToken) =>
        ValueTask.FromResult((path.TrimEnd('/').Split('/'), request.Operation) switch
        {
            (["login"], VaultOperation.Update) => Login(request),
            (["certs"], VaultOperation.List) => _roles.List(),
            (["certs", var name], VaultOperation.Update) => Write(request, name),
            (["certs", var name], VaultOperation.Delete) => _roles.Delete(name),
            (["certs", var name], VaultOperation.Read) =>
                _roles.Find(name) is { } role ? Describe(role) : VaultAnswer.NotFound,
            (["login"] or ["certs"] or ["certs", _], _) => VaultAnswer.UnsupportedOperation,
            _ => VaultAnswer.UnsupportedPath,
        });

    private VaultAnswer Write(VaultRequest request, string name)
    {
        var before = _roles.Find(name);
        var pem = request.Text("certificate") ?? before?.Pem ?? "";
        try
        {
            _roles.Set(name, new CertRole
            {
                Pem = pem,
                Certificate = X509Certificate2.CreateFromPem(pem),
                CommonNames = request.Texts("allowed_common_names") ?? before?.CommonNames ?? [],
                Token = TokenSettings.Read(request, before?.Token ?? new TokenSettings()),
            });
            return VaultAnswer.NoContent;
        }
        catch (CryptographicException)
        {
            return VaultAnswer.Error(400, "failed to parse certificate");
        }
    }

    private static VaultAnswer Describe(CertRole role)
    {
        var data = new JsonObject
        {
            ["certificate"] = role.Pem,
            ["allowed_common_names"] = new JsonArray([.. role.CommonNames.Select(static name => (JsonNode)name)]),
        };
        role.Token.Describe(data);
        return VaultAnswer.Ok(data);
    }

    private VaultAnswer Login(VaultRequest request)
    {
        if (request.Certificate is not { } shown)
        {
            return VaultAnswer.Error(400, !IsVault2 ? "no client certificate found"
                : request.IsTls ? "client certificate must be supplied"
                : "tls connection required");
        }

        var wanted = request.Text("name") ?? "";
        var trusting = _roles.All.Where(role => (wanted.Length == 0 || role.Key == wanted) && role.Value.Trusts(shown, core.Clock.Now))
            .ToList();
        if (trusting.Count == 0)
        {
            return VaultAnswer.Error(400, IsVault2 ? NoMatch : "invalid certificate or no client certificate supplied");
        }

        var (name, found) = trusting.FirstOrDefault(role => role.Value.Allows(shown));
        return found is null
            ? VaultAnswer.Error(400, IsVault2 ? NoMatch : "no chain matching all constraints could be found for this login certificate")
            : core.Issuer.Login(
                request, mount(), new LoginRole(name, () => _roles.Find(name)?.Token), found.Token, "cert", new() { ["cert_name"] = name });
    }
}
