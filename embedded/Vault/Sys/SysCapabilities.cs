using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Policies;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Sys;

/// <summary>sys/capabilities-self.</summary>
internal static class SysCapabilities
{
    private static readonly Capability[] All =
        [Capability.Create, Capability.Delete, Capability.List, Capability.Patch, Capability.Read, Capability.Sudo, Capability.Update];

    public static VaultAnswer Handle(VaultRequest request)
    {
        if (!request.IsWrite)
        {
            return VaultAnswer.UnsupportedOperation;
        }

        var paths = request.Texts("paths") ?? request.Texts("path") ?? [];
        if (paths.Length == 0)
        {
            return VaultAnswer.Error(400, "paths must be supplied");
        }

        var data = new JsonObject();
        foreach (var path in paths)
        {
            data[path] = Names(request, path);
        }

        if (paths.Length == 1)
        {
            data["capabilities"] = Names(request, paths[0]);
        }

        return VaultAnswer.Ok(data) with { AlsoAtTop = true };
    }

    private static JsonArray Names(VaultRequest request, string path)
    {
        var acl = request.Token!.Acl;
        if (acl.IsRoot)
        {
            return new JsonArray("root");
        }

        var held = acl.Held(request.Namespace.Path + path.TrimStart('/'), list: path.EndsWith('/'));
        return held == Capability.None
            ? new JsonArray("deny")
            : TokenIssuer.List(All.Where(c => held.HasFlag(c)).Select(c => c.ToString().ToLowerInvariant()));
    }
}
