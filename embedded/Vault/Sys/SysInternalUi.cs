using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Sys;

/// <summary>sys/internal/ui/mounts: what a client asks before it knows which kv version a mount has.</summary>
internal sealed class SysInternalUi(VaultCore core)
{
    private const string Prefix = "ui/mounts";

    public VaultAnswer Handle(VaultRequest request, string rest)
    {
        if (rest != Prefix && !rest.StartsWith(Prefix + "/", StringComparison.Ordinal))
        {
            return VaultAnswer.UnsupportedPath;
        }

        if (request.Operation != VaultOperation.Read)
        {
            return VaultAnswer.UnsupportedOperation;
        }

        var token = core.Tokens.Find(request.TokenText);
        if (token is not null && !token.Home.Covers(request.Namespace))
        {
            token = null;
        }

        var path = rest[Prefix.Length..].Trim('/');
        return path.Length == 0 ? All(request, token) : One(request, token, path + "/");
    }

    private static VaultAnswer One(VaultRequest request, Tokens.TokenEntry? token, string path)
    {
        var refusal = VaultAnswer.Error(
            403, "preflight capability check returned 403, please ensure client's policies grant access to path \"" + path + "\"");
        if (request.Namespace.Mounts.Find(path) is not { } mount)
        {
            return refusal;
        }

        if (token is null)
        {
            return VaultAnswer.BadToken;
        }

        if (!token.Acl.ReachesInto(request.Namespace.Path + mount.Path))
        {
            return refusal;
        }

        var data = mount.Describe();
        data["path"] = mount.Path;
        return VaultAnswer.Ok(data);
    }

    private static VaultAnswer All(VaultRequest request, Tokens.TokenEntry? token)
    {
        var (auth, secret) = (new JsonObject(), new JsonObject());
        foreach (var mount in request.Namespace.Mounts.All)
        {
            if (token is not null && token.Acl.ReachesInto(request.Namespace.Path + mount.Path))
            {
                (mount.IsAuth ? auth : secret)[mount.IsAuth ? mount.Path["auth/".Length..] : mount.Path] = mount.Describe();
            }
        }

        return VaultAnswer.Ok(new JsonObject { ["auth"] = auth, ["secret"] = secret });
    }
}
