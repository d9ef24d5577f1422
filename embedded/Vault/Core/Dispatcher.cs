using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Core;

/// <summary>From a parsed request to an answer: seal, token, policy, mount, in the real servers' order.</summary>
internal sealed class Dispatcher(VaultCore core)
{
    private VaultAnswer BadToken => core.Flavour == VaultFlavour.Vault2
        ? VaultAnswer.Error(403, "2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n")
        : VaultAnswer.BadToken;

    public async ValueTask<VaultAnswer> AnswerAsync(VaultRequest request, CancellationToken cancellationToken)
    {
        var mount = request.Namespace.Mounts.Find(request.Path);
        var path = mount is null ? request.Path : request.Path[mount.Path.Length..];
        var open = mount is not null && mount.Backend.IsOpen(path);
        if (core.Seal.IsSealed)
        {
            return VaultAnswer.Error(503, !core.IsOld || open ? "Vault is sealed" : "error performing token check: Vault is sealed");
        }

        if (!open && Refusal(request, mount, path) is { } refusal)
        {
            return refusal;
        }

        if (mount is null)
        {
            return VaultAnswer.Error(404, !core.IsOld
                ? $"no handler for route \"{request.Path}\". route entry not found."
                : $"no handler for route '{request.Path}'");
        }

        var answer = await mount.Backend.HandleAsync(request, path, cancellationToken);
        answer = core.Flavour == VaultFlavour.Vault2 ? answer with { MountType = TypeTold(mount, path, answer) } : answer;
        return request.WrapTtl > TimeSpan.Zero && answer.Status == 200 && (answer.Data is not null || answer.Auth is not null)
            ? core.Wrapping.Wrap(request, answer)
            : answer;
    }

    /// <summary>Of a login, of a path that is no secret's and of what the UI asks, nothing is told.</summary>
    private static string TypeTold(Mount mount, string path, VaultAnswer answer) =>
        path == "login" || answer.Status == 404 || path.StartsWith("internal/ui/", StringComparison.Ordinal) ? "" : mount.Type;

    private VaultAnswer? Refusal(VaultRequest request, Mount? mount, string path)
    {
        if (string.IsNullOrEmpty(request.TokenText))
        {
            return !core.IsOld ? VaultAnswer.BadToken : VaultAnswer.Error(400, "missing client token");
        }

        if (core.Tokens.Find(request.TokenText) is not { } token || !token.Home.Covers(request.Namespace))
        {
            return BadToken;
        }

        request.Token = token;
        if (!core.Tokens.Use(token))
        {
            return BadToken;
        }

        return Allowed(token, request, mount, path) ? null : VaultAnswer.Denied;
    }

    private static bool Allowed(TokenEntry token, VaultRequest request, Mount? mount, string path)
    {
        var acl = token.Acl;
        if (acl.IsRoot)
        {
            return true;
        }

        var exists = request.Operation == VaultOperation.Update ? mount?.Backend.Exists(path) : null;
        var sudo = mount is not null && mount.Backend.NeedsSudo(path);
        return acl.Allows(request.Operation, request.Namespace.Path + request.Path, exists, sudo);
    }
}
