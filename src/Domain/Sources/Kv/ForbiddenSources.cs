using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Sources.Kv;

/// <summary>
/// What a static secret never takes from Vault: what belongs to the token that reads, and what was made for this read alone. Whoever may
/// write a manifest may not have the operator's login for that.
/// </summary>
public static class ForbiddenSources
{
    private static readonly string[] Reserved = ["auth", "sys", "identity", "cubbyhole"];

    /// <summary>
    /// What is wrong with a mount; null for nothing. For kv-v1 each part is looked at, as a Vault namespace may stand in front;
    /// kv-v2 puts <c>data/</c> behind the mount, so only what the whole path begins with counts, and a mount such as
    /// <c>teams/identity</c> is one like any other.
    /// </summary>
    public static SpecError? Mount(string mount, bool isKv2) => ReservedPart(isKv2 ? mount.TrimStart('/').Split('/')[0] : mount) is { } part
        ? new SpecError("spec.mount", $"'{part}/' is a part of Vault that holds tokens and settings, no secrets engine: write the mount of "
            + "a kv-v1 or kv-v2 engine (vault secrets list)")
        : null;

    /// <summary>Why an answer is not made into a Secret, without a word of it; null when it may be.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="isKv2">Whether it was asked of a kv-v2 engine.</param>
    /// <param name="answer">What came.</param>
    public static string? Refuse(SourceRequest request, bool isKv2, VaultData answer) =>
        answer.HasLease
            ? "the answer has a lease, so it was made for this read and would be made anew with each: use a VaultDynamicSecret, or correct "
                + "spec.mount and spec.path to those of a kv engine"
        : answer.HasLogin ? "the answer holds a login: a static secret takes only what a kv engine stores; correct spec.mount and spec.path"
        : answer.IsWrapped
            ? "the answer is wrapped: a static secret takes only what a kv engine stores; correct spec.mount and spec.path, and "
                + "let no proxy ask for wrapping"
        : !isKv2 && !answer.HasLeaseDuration && ReservedPart(request.Path) is { } part
            ? $"the answer is not that of a kv-v1 engine, and '{part}/' in the path is a part of Vault that holds tokens and settings: "
                + "correct spec.mount and spec.path to those of a kv engine"
        : null;

    private static string? ReservedPart(string path) =>
        path.Split('/').FirstOrDefault(part => Reserved.Contains(part, StringComparer.Ordinal));
}
