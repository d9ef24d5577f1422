using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Sys;

/// <summary>sys/wrapping/lookup and unwrap; the token in question comes in the body or as the client's own.</summary>
internal sealed class SysWrapping(VaultCore core)
{
    public VaultAnswer Handle(VaultRequest request, string rest)
    {
        var token = request.Text("token") ?? request.TokenText;
        return (rest, request.Operation) switch
        {
            ("unwrap", VaultOperation.Update) when core.Wrapping.Take(token) is { } wrapped => wrapped.Answer,
            ("lookup", VaultOperation.Update or VaultOperation.Read) when core.Wrapping.Find(token) is { } wrapped => Describe(wrapped),
            ("unwrap", VaultOperation.Update) or ("lookup", VaultOperation.Update or VaultOperation.Read) =>
                VaultAnswer.Error(400, "wrapping token is not valid or does not exist"),
            ("unwrap" or "lookup", _) => VaultAnswer.UnsupportedOperation,
            _ => VaultAnswer.UnsupportedPath,
        };
    }

    private static VaultAnswer Describe(Wrapping.Wrapped wrapped) => VaultAnswer.Ok(new JsonObject
    {
        ["creation_path"] = wrapped.Path,
        ["creation_time"] = wrapped.Made.ToString(),
        ["creation_ttl"] = (long)wrapped.Ttl.TotalSeconds,
    });
}
