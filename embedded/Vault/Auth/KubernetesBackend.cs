using System.IO.Enumeration;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Http;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>auth/kubernetes: configuration and roles.</summary>
internal sealed class KubernetesBackend(VaultCore core, Func<Mount> mount) : IBackend, IDisposable
{
    private readonly AuthRoles<KubernetesRole> _roles = new();
    private KubernetesLogin? _login;

    public bool IsOpen(string path) => path == "login";

    public bool? Exists(string path) => path.Split('/') is ["role", var name] ? _roles.Find(name.ToLowerInvariant()) is not null : null;

    public void Dispose() => _login?.Dispose();

    public ValueTask<VaultAnswer> HandleAsync(VaultRequest request, string path, CancellationToken cancellationToken) =>
        (path.TrimEnd('/').Split('/'), request.Operation) switch
        {
            (["login"], VaultOperation.Update) => LoginAsync(request, cancellationToken),
            (["config"], VaultOperation.Read) => new(_login?.Config.Describe(core.Flavour == VaultFlavour.OpenBao) ?? VaultAnswer.NotFound),
            (["config"], VaultOperation.Update) => new(Configure(request)),
            (["role"], VaultOperation.List) => new(_roles.List()),
            (["role", var name], VaultOperation.Read) => new(_roles.Find(name.ToLowerInvariant())?.Describe() ?? VaultAnswer.NotFound),
            (["role", var name], VaultOperation.Update) => new(Write(request, name.ToLowerInvariant())),
            (["role", var name], VaultOperation.Delete) => new(_roles.Delete(name.ToLowerInvariant())),
            (["login" or "config" or "role"] or ["role", _], _) => new(VaultAnswer.UnsupportedOperation),
            _ => new(VaultAnswer.UnsupportedPath),
        };

    private VaultAnswer Configure(VaultRequest request)
    {
        if (request.Text("kubernetes_host") is not { Length: > 0 } host)
        {
            return VaultAnswer.Error(400, "no host provided");
        }

        var ca = request.Text("kubernetes_ca_cert") ?? "";
        if (ca.Length > 0 && !TrustingClient.IsPem(ca))
        {
            return VaultAnswer.Error(400, "Failed to parse PEM cert");
        }

        if (core.Flavour == VaultFlavour.OpenBao && ca.Length == 0 && request.Flag("disable_local_ca_jwt"))
        {
            return VaultAnswer.Error(400, "kubernetes_ca_cert must be given when disable_local_ca_jwt is true");
        }

        var config = new KubernetesConfig(
            host,
            ca,
            request.Text("token_reviewer_jwt") ?? "",
            request.Text("issuer") ?? "",
            request.Flag("disable_iss_validation", !core.IsOld),
            request.Flag("disable_local_ca_jwt"),
            request.Texts("pem_keys") ?? []);
        Interlocked.Exchange(ref _login, new KubernetesLogin(core, config))?.Dispose();
        return VaultAnswer.NoContent;
    }

    private VaultAnswer Write(VaultRequest request, string name)
    {
        var held = _roles.Find(name);
        var role = new KubernetesRole(
            request.Texts("bound_service_account_names") ?? held?.Names ?? [],
            request.Texts("bound_service_account_namespaces") ?? held?.Namespaces ?? [],
            request.Text("audience") ?? held?.Audience ?? "",
            TokenSettings.Read(request, held?.Token));
        var fault = role.Names.Length == 0 ? "\"bound_service_account_names\" can not be empty"
            : role.Namespaces.Length == 0 ? "\"bound_service_account_namespaces\" can not be empty"
            : role.Token.Fault();
        if (fault is not null)
        {
            return VaultAnswer.Error(400, fault);
        }

        _roles.Set(name, role);
        return core.Flavour == VaultFlavour.Vault2 && role.Audience.Length == 0
            ? new VaultAnswer
            {
                Warnings =
                [
                    $"Role {name} does not have an audience configured. While audiences are not required, consider specifying one if "
                    + "your use case would benefit from "
                    + "additional JWT claim verification.",
                ],
            }
            : VaultAnswer.NoContent;
    }

    private async ValueTask<VaultAnswer> LoginAsync(VaultRequest request, CancellationToken cancellationToken)
    {
        var (name, token) = (request.Text("role") ?? "", request.Text("jwt") ?? "");
        if (name.Length == 0 || token.Length == 0)
        {
            return VaultAnswer.Error(400, name.Length == 0 ? "missing role" : "missing jwt");
        }

        if (_roles.Find(name.ToLowerInvariant()) is not { } role)
        {
            return VaultAnswer.Error(400, $"invalid role name \"{name}\"");
        }

        if (_login is not { } login)
        {
            return VaultAnswer.Error(500, "could not load backend configuration");
        }

        var (account, refusal) = await login.CheckAsync(token, role, cancellationToken);
        return refusal ?? Grant(request, name, role, account!);
    }

    private VaultAnswer Grant(VaultRequest request, string name, KubernetesRole role, ServiceAccountToken account) => core.Issuer.Login(
        request,
        mount(),
        new LoginRole(name, () => _roles.Find(name.ToLowerInvariant())?.Token),
        role.Token,
        $"kubernetes-{account.Namespace}-{account.Name}",
        new Dictionary<string, string>
        {
            ["role"] = name,
            ["service_account_name"] = account.Name,
            ["service_account_namespace"] = account.Namespace,
            ["service_account_secret_name"] = account.SecretName,
            ["service_account_uid"] = account.Uid,
        });

    /// <summary>Whether a name is bound: by itself, by "*", and on OpenBao by a pattern.</summary>
    public static bool IsBound(string[] bound, string name, bool patterns) =>
        bound is ["*"] || bound.Contains(name)
        || (patterns && bound.Any(b => FileSystemName.MatchesSimpleExpression(b, name, ignoreCase: false)));
}
