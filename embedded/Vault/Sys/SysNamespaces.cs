using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Sys;

/// <summary>sys/namespaces (OpenBao only).</summary>
internal sealed class SysNamespaces(VaultCore core)
{
    public VaultAnswer Handle(VaultRequest request, string rest)
    {
        var name = rest.Trim('/');
        var path = request.Namespace.Path + name + "/";
        return (name, request.Operation) switch
        {
            ("", VaultOperation.List) => List(request.Namespace),
            ("", _) => VaultAnswer.UnsupportedOperation,
            (_, VaultOperation.Read) => core.Namespaces.Find(path) is { } found ? Describe(found) : VaultAnswer.NotFound,
            (_, VaultOperation.Update) => Create(name, path),
            (_, VaultOperation.Delete) => Delete(path),
            _ => VaultAnswer.UnsupportedOperation,
        };
    }

    private static JsonObject Info(VaultNamespace one) => new()
    {
        ["custom_metadata"] = new JsonObject(),
        ["id"] = one.Id,
        ["locked"] = false,
        ["path"] = one.Path,
        ["tainted"] = false,
        ["uuid"] = one.Uuid,
    };

    private static VaultAnswer Describe(VaultNamespace one) => VaultAnswer.Ok(Info(one));

    private VaultAnswer List(VaultNamespace parent)
    {
        var children = core.Namespaces.Children(parent).ToList();
        if (children.Count == 0)
        {
            return VaultAnswer.NotFound;
        }

        string Key(VaultNamespace child) => child.Path[parent.Path.Length..];
        return VaultAnswer.Ok(new JsonObject
        {
            ["keys"] = new JsonArray([.. children.Select(c => (JsonNode)Key(c))]),
            ["key_info"] = new JsonObject([.. children.Select(c => KeyValuePair.Create(Key(c), (JsonNode?)Info(c)))]),
        });
    }

    private VaultAnswer Create(string name, string path)
    {
        if (name.Contains('/', StringComparison.Ordinal) || name is "root" or "sys" or "audit" or "auth" or "cubbyhole" or "identity")
        {
            return VaultAnswer.Error(400, $"invalid namespace name: \"{name}\"");
        }

        return Describe(core.Namespaces.Create(path));
    }

    private VaultAnswer Delete(string path)
    {
        if (core.Namespaces.Find(path) is { } found)
        {
            if (core.Namespaces.Children(found).Any())
            {
                return VaultAnswer.Error(400, "cannot delete namespace (" + path + ") containing child namespaces");
            }

            core.Namespaces.Remove(found);
            core.Tokens.RevokeWhere(t => t.Home == found);
        }

        return VaultAnswer.NoContent;
    }
}
