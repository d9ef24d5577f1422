using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Sys;

/// <summary>sys/: sends each request to the part that answers it.</summary>
internal sealed class SysBackend(VaultCore core) : IBackend
{
    private readonly SysMounts _mounts = new(core, auth: false);
    private readonly SysMounts _auth = new(core, auth: true);
    private readonly SysNamespaces _namespaces = new(core);
    private readonly SysQuotas _quotas = new(core);
    private readonly SysInternalUi _ui = new(core);
    private readonly SysWrapping _wrapping = new(core);

    public bool IsOpen(string path) =>
        path.StartsWith("internal/ui/mounts", StringComparison.Ordinal) || path is "wrapping/lookup" or "wrapping/unwrap";

    public bool NeedsSudo(string path) => path is "seal" || path.StartsWith("auth/", StringComparison.Ordinal);

    public ValueTask<VaultAnswer> HandleAsync(VaultRequest request, string path, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(request, path));

    private static VaultAnswer EnterpriseOnly => VaultAnswer.Error(404, "enterprise-only feature");

    private VaultAnswer Handle(VaultRequest request, string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var (first, rest) = slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
        return first switch
        {
            "mounts" => _mounts.Handle(request, rest),
            "auth" => _auth.Handle(request, rest),
            "policy" => SysPolicies.Handle(request, rest, acl: false),
            "policies" when rest == "acl" || rest.StartsWith("acl/", StringComparison.Ordinal) =>
                SysPolicies.Handle(request, rest.Length > 4 ? rest[4..] : "", acl: true),
            "capabilities-self" when rest.Length == 0 => SysCapabilities.Handle(request),
            "namespaces" when core.Flavour == VaultFlavour.OpenBao => _namespaces.Handle(request, rest),
            "namespaces" when core.Flavour == VaultFlavour.Vault2 => EnterpriseOnly,
            "quotas" when core.Flavour == VaultFlavour.Vault2 && rest.StartsWith("lease-count", StringComparison.Ordinal) => EnterpriseOnly,
            "quotas" => _quotas.Handle(request, rest),
            "internal" => _ui.Handle(request, rest),
            "wrapping" => _wrapping.Handle(request, rest),
            "seal" when rest.Length == 0 => Seal(request),
            _ => VaultAnswer.UnsupportedPath,
        };
    }

    private VaultAnswer Seal(VaultRequest request)
    {
        if (!request.IsWrite)
        {
            return VaultAnswer.UnsupportedOperation;
        }

        core.Seal.Seal();
        return VaultAnswer.NoContent;
    }
}
