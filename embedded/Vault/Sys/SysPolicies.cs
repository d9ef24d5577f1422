using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Policies;
using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Sys;

/// <summary>sys/policies/acl and its elder sys/policy.</summary>
internal static class SysPolicies
{
    public static VaultAnswer Handle(VaultRequest request, string rest, bool acl)
    {
        var policies = request.Namespace.Policies;
        var name = rest.Trim('/').ToLowerInvariant();
        return (name, request.Operation) switch
        {
            ("", VaultOperation.List) => List(policies, acl),
            ("", VaultOperation.Read) when !acl => List(policies, acl),
            ("", _) => VaultAnswer.UnsupportedOperation,
            (_, VaultOperation.Read) => Read(policies, name, acl),
            (_, VaultOperation.Update) => Write(request, policies, name),
            (_, VaultOperation.Delete) => Delete(policies, name),
            _ => VaultAnswer.UnsupportedOperation,
        };
    }

    private static VaultAnswer List(PolicyStore policies, bool acl)
    {
        var data = new JsonObject { ["keys"] = TokenIssuer.List(policies.Names) };
        if (!acl)
        {
            data["policies"] = TokenIssuer.List(policies.Names);
        }

        return VaultAnswer.Ok(data) with { AlsoAtTop = !acl };
    }

    private static VaultAnswer Read(PolicyStore policies, string name, bool acl) => policies.Text(name) is { } text
        ? VaultAnswer.Ok(new JsonObject { ["name"] = name, [acl ? "policy" : "rules"] = text }) with { AlsoAtTop = !acl }
        : VaultAnswer.NotFound;

    private static VaultAnswer Write(VaultRequest request, PolicyStore policies, string name)
    {
        if ((request.Text("policy") ?? request.Text("rules")) is not { Length: > 0 } text)
        {
            return VaultAnswer.Error(400, "'policy' parameter not supplied or empty");
        }

        if (name is "root" or "response-wrapping" or "control-group")
        {
            return VaultAnswer.Error(400, $"cannot update \"{name}\" policy");
        }

        try
        {
            policies.Put(name, Plain(text));
            return VaultAnswer.NoContent;
        }
        catch (PolicyException fault)
        {
            return VaultAnswer.Error(400, fault.Message);
        }
    }

    private static VaultAnswer Delete(PolicyStore policies, string name)
    {
        if (name is "root" or "default" or "response-wrapping" or "control-group")
        {
            return VaultAnswer.Error(400, $"cannot delete \"{name}\" policy");
        }

        policies.Remove(name);
        return VaultAnswer.NoContent;
    }

    /// <summary>Policies may come in base64.</summary>
    private static string Plain(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : text;
    }
}
