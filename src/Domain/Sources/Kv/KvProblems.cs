using Coffer.Contracts;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Sources.Kv;

/// <summary>Words for what only a KV engine can have wrong.</summary>
public static class KvProblems
{
    /// <summary>Reason of <see cref="Behind"/>.</summary>
    public const string OlderVersion = "VaultBehind";

    /// <summary>There is no such secret.</summary>
    /// <param name="failure">What Vault answered.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="isKv2">Whether it was asked of a kv-v2 engine.</param>
    public static Problem Missing(Failure failure, SourceRequest request, bool isKv2)
    {
        if (failure.Message.Contains("namespace not found", StringComparison.Ordinal))
        {
            return Problems.Read($"{failure.Message}: create it (vault namespace create), or correct spec.namespace, here or in the "
                + $"VaultAuth. {Problems.AtOnce}");
        }

        var name = request.Path[(request.Mount.Length + (isKv2 ? "/data/".Length : 1))..];
        var version = request.Version > 0 ? $" in version {request.Version}" : "";
        return Problems.Read(
            $"Vault has no secret '{name}'{version} in mount '{request.Mount}' ({failure.Message}): put it there (vault kv put "
            + $"-mount={request.Mount} {name} key=value), "
            + $"or correct spec.path, spec.mount or spec.type. {Problems.AtOnce}");
    }

    /// <summary>The version is deleted, destroyed, or empty.</summary>
    public static Problem Absent(string why, SourceRequest request) => new(
        "SecretAbsentInVault",
        $"{request.Path}: {why}. The last good Secret is kept; put a new version, or undelete this one, to go on. {Problems.AtOnce}");

    /// <summary>The mount is a kv engine of the other version, e.g. since somebody upgraded it.</summary>
    public static Problem OtherEngine(SourceRequest request, bool isKv2) => Problems.Read(
        $"mount '{request.Mount}' is kv version {(isKv2 ? 1 : 2)}: set spec.type to {(isKv2 ? "kv-v1" : "kv-v2")}. The last "
        + "good Secret, if any, is kept");

    /// <summary>The answer is not that of a KV engine of this type.</summary>
    public static Problem Unreadable(string why, SourceRequest request) =>
        new("SecretDataBuilderError", $"{request.Path}: {why}. Check spec.type and spec.mount");

    /// <summary>Vault keeps answering with an older version than the Secret holds.</summary>
    public static Problem Behind(long version, long held, SourceRequest request) => new(
        OlderVersion,
        $"{request.Path}: Vault answers with version {version}, and the Secret holds version {held} already: a standby lags, or "
        + "Vault was restored from a backup. "
        + $"The newer Secret is kept; to go back to what Vault has, set the annotation {SecretSpec.ForceSyncAnnotation} to a new "
        + "value, or put a new version");
}
