using System.Text;
using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.StaticSecrets;

/// <summary>
/// What a static secret never takes from Vault: what belongs to the token that reads (its own value is what <c>auth/token/lookup-self</c> answers), and what was made for this read alone. Whoever may write a manifest
/// may not have the operator's login for that.
/// </summary>
public static class ForbiddenSources
{
    /// <summary>Tokens of logins are longer; a token of a developer's own choice may be a word that any secret may hold.</summary>
    private const int MinToken = 16;

    private static readonly string[] Reserved = ["auth", "sys", "identity", "cubbyhole"];

    /// <summary>
    /// What is wrong with a mount; null for nothing. For kv-v1 each part is looked at, as a Vault namespace may stand in front; kv-v2 puts <c>data/</c> behind the mount, so only what the whole path begins with counts,
    /// and a mount such as <c>teams/identity</c> is one like any other.
    /// </summary>
    public static SpecError? Mount(string mount, bool isKv2) => ReservedPart(isKv2 ? mount.TrimStart('/').Split('/')[0] : mount) is { } part
        ? new SpecError("spec.mount", $"'{part}/' is a part of Vault that holds tokens and settings, no secrets engine: write the mount of a kv-v1 or kv-v2 engine (vault secrets list)")
        : null;

    /// <summary>Why an answer is not made into a Secret, without a word of it; null when it may be.</summary>
    /// <param name="plan">What was asked for.</param>
    /// <param name="answer">What came.</param>
    /// <param name="token">The token that it was read with.</param>
    public static string? Refuse(SyncPlan plan, VaultData answer, VaultToken token) =>
        answer.HasLease ? "the answer has a lease, so it was made for this read and would be made anew with each: use a VaultDynamicSecret, or correct spec.mount and spec.path to those of a kv engine"
        : answer.HasLogin ? "the answer holds a login: a static secret takes only what a kv engine stores; correct spec.mount and spec.path"
        : answer.IsWrapped ? "the answer is wrapped: a static secret takes only what a kv engine stores; correct spec.mount and spec.path, and let no proxy ask for wrapping"
        : !plan.IsKv2 && !answer.HasLeaseDuration && ReservedPart(plan.Path) is { } part
            ? $"the answer is not that of a kv-v1 engine, and '{part}/' in the path is a part of Vault that holds tokens and settings: correct spec.mount and spec.path to those of a kv engine"
        : token.Value.Length >= MinToken && answer.Json.Span.IndexOf(Encoding.UTF8.GetBytes(token.Value)) >= 0
            ? "the answer holds the operator's own Vault token, which goes into no Secret: correct spec.mount and spec.path to those of a kv engine"
        : null;

    private static string? ReservedPart(string path) => path.Split('/').FirstOrDefault(part => Reserved.Contains(part, StringComparer.Ordinal));
}
