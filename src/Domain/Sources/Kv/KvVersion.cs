using System.Globalization;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Sources.Kv;

/// <summary>The version of a KV secret.</summary>
/// <param name="Number">kv-v2 version; 0 for kv-v1.</param>
/// <param name="CreatedTime">kv-v2 created_time in Vault's own spelling; empty for kv-v1.</param>
public sealed record KvVersion(long Number, string CreatedTime) : SourceVersion
{
    /// <inheritdoc/>
    public override SecretSnapshot Into(SecretSnapshot snapshot) =>
        snapshot with { KvVersion = Number, KvCreatedTime = CreatedTime.Length > 0 ? CreatedTime : null };

    /// <inheritdoc/>
    public override bool IsIn(SecretSnapshot snapshot) =>
        (snapshot.KvVersion ?? 0) == Number && (snapshot.KvCreatedTime ?? "") == CreatedTime;

    /// <inheritdoc/>
    public override bool IsBehind(SecretSnapshot snapshot) => snapshot.KvVersion > Number;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"version={Number}");
}
