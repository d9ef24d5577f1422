using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Sys;

/// <summary>sys/mounts and sys/auth: the mount tables and their tuning.</summary>
internal sealed class SysMounts(VaultCore core, bool auth)
{
    private static readonly string[] Fixed = ["sys/", "cubbyhole/", "identity/", "auth/token/"];

    public VaultAnswer Handle(VaultRequest request, string rest)
    {
        var path = rest.Trim('/');
        if (path.Length == 0)
        {
            return request.Operation == VaultOperation.Read ? List(request.Namespace) : VaultAnswer.UnsupportedOperation;
        }

        if (path.EndsWith("/tune", StringComparison.Ordinal))
        {
            return Tune(request, Full(path[..^"/tune".Length]));
        }

        return request.Operation switch
        {
            VaultOperation.Read => request.Namespace.Mounts.At(Full(path)) is { } mount
                ? VaultAnswer.Ok(mount.Describe()) with { AlsoAtTop = true }
                : VaultAnswer.Error(400, $"No {(auth ? "auth engine" : "secret engine mount")} at {path}/"),
            VaultOperation.Update => Enable(request, Full(path)),
            VaultOperation.Delete => Disable(request.Namespace, Full(path)),
            _ => VaultAnswer.UnsupportedOperation,
        };
    }

    private string Full(string path) => (auth ? "auth/" : "") + path + "/";

    private VaultAnswer List(VaultNamespace home)
    {
        var mounts = home.Mounts.All.Where(m => m.IsAuth == auth)
            .Select(m => KeyValuePair.Create(auth ? m.Path["auth/".Length..] : m.Path, (JsonNode?)m.Describe()));
        return VaultAnswer.Ok(new JsonObject([.. mounts])) with { AlsoAtTop = true };
    }

    private VaultAnswer Enable(VaultRequest request, string path)
    {
        var type = request.Text("type") ?? "";
        if (type.Length == 0)
        {
            return VaultAnswer.Error(400, "backend type must be specified as a string");
        }

        if (core.Mounts.Create(request, path, type) is not { } mount)
        {
            return VaultAnswer.Error(400, $"plugin not found in the catalog: {type}");
        }

        return request.Namespace.Mounts.Add(mount) is { } taken
            ? VaultAnswer.Error(400, $"path is already in use at {taken}")
            : VaultAnswer.NoContent;
    }

    private VaultAnswer Disable(VaultNamespace home, string path)
    {
        if (Fixed.Contains(path))
        {
            return VaultAnswer.Error(400, auth ? "token credential backend cannot be disabled" : $"cannot unmount \"{path}\"");
        }

        if (home.Mounts.Remove(path) is { } mount)
        {
            core.Tokens.RevokeWhere(t => t.IssuedBy == mount);
            (mount.Backend as IDisposable)?.Dispose();
        }

        return VaultAnswer.NoContent;
    }

    private static VaultAnswer Tune(VaultRequest request, string path)
    {
        if (request.Namespace.Mounts.At(path) is not { } mount)
        {
            return VaultAnswer.Error(400, $"cannot fetch sysview for path \"{path}\"");
        }

        if (request.Operation == VaultOperation.Read)
        {
            return VaultAnswer.Ok(new JsonObject
            {
                ["default_lease_ttl"] = (long)mount.EffectiveDefaultTtl.TotalSeconds,
                ["description"] = "",
                ["force_no_cache"] = false,
                ["max_lease_ttl"] = (long)mount.EffectiveMaxTtl.TotalSeconds,
            }) with
            { AlsoAtTop = true };
        }

        if (!request.IsWrite)
        {
            return VaultAnswer.UnsupportedOperation;
        }

        mount.DefaultTtl = request.Duration("default_lease_ttl") ?? mount.DefaultTtl;
        mount.MaxTtl = request.Duration("max_lease_ttl") ?? mount.MaxTtl;
        return VaultAnswer.NoContent;
    }
}
