using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>What the events of a secret add up to. Digests, versions and names; never a value.</summary>
[GenerateSerializer, Immutable, Alias("coffer.SecretSnapshot")]
public sealed record SecretSnapshot
{
    /// <summary>Digest of all keys of the Secret, hex.</summary>
    [Id(0), JsonPropertyName("contentDigest")]
    public string? ContentDigest { get; init; }

    /// <summary>Digest without <c>_raw</c>, hex.</summary>
    [Id(1), JsonPropertyName("restartDigest")]
    public string? RestartDigest { get; init; }

    /// <summary>kv-v2 version that the Secret holds.</summary>
    [Id(2), JsonPropertyName("kvVersion")]
    public long? KvVersion { get; init; }

    /// <summary>created_time of that version, in Vault's spelling.</summary>
    [Id(3), JsonPropertyName("kvCreatedTime")]
    public string? KvCreatedTime { get; init; }

    /// <summary>Name of the Secret.</summary>
    [Id(4), JsonPropertyName("secretName")]
    public string? SecretName { get; init; }

    /// <summary>UID of the Secret.</summary>
    [Id(5), JsonPropertyName("secretUID")]
    public string? SecretUid { get; init; }

    /// <summary>resourceVersion of the Secret after our last write.</summary>
    [Id(6), JsonPropertyName("secretResourceVersion")]
    public string? SecretResourceVersion { get; init; }

    /// <summary>Type of the Secret.</summary>
    [Id(7), JsonPropertyName("secretType")]
    public string? SecretType { get; init; }

    /// <summary>Secret of a former destination name that is still to be deleted.</summary>
    [Id(8), JsonPropertyName("previousSecretName")]
    public string? PreviousSecretName { get; init; }

    /// <summary>Generation that the Secret follows.</summary>
    [Id(9), JsonPropertyName("syncedGeneration")]
    public long? SyncedGeneration { get; init; }

    /// <summary>Hash of the part of the spec that the content follows, and uid/generation of what was used to log in.</summary>
    [Id(10), JsonPropertyName("inputs")]
    public string? Inputs { get; init; }

    /// <summary>The last force-sync value that was honoured.</summary>
    [Id(11), JsonPropertyName("forceSync")]
    public string? ForceSync { get; init; }

    /// <summary>When the Secret was last written or adopted.</summary>
    [Id(12), JsonPropertyName("lastSyncTime")]
    public DateTimeOffset? LastSyncTime { get; init; }

    /// <summary>When the content last changed.</summary>
    [Id(13), JsonPropertyName("changedTime")]
    public DateTimeOffset? ChangedTime { get; init; }

    /// <summary>Id of the last restart request.</summary>
    [Id(14), JsonPropertyName("restartID")]
    public string? RestartId { get; init; }

    /// <summary>Workloads, as <c>Kind/name</c>, that are still to be rolled for it.</summary>
    [Id(15), JsonPropertyName("restartTargetsPending")]
    public IReadOnlyList<string>? RestartTargetsPending { get; init; }

    /// <summary><c>Synced</c>, <c>Failing</c> or <c>Contested</c>.</summary>
    [Id(16), JsonPropertyName("phase")]
    public string? Phase { get; init; }

    /// <summary>UID of a Secret that is being replaced.</summary>
    [Id(17), JsonPropertyName("replacing")]
    public string? Replacing { get; init; }

    /// <summary>How many data keys of the Secret are ours: fewer on the Secret itself means that somebody removed or changed one.</summary>
    [Id(18), JsonPropertyName("secretKeys"), Minimum(0)]
    public long? SecretKeys { get; init; }

    /// <summary>
    /// Which key the digests were made with, 8 hex digits that tell nothing of the key: digests of different keys say
    /// nothing about each other.
    /// </summary>
    [Id(19), JsonPropertyName("keyID")]
    public string? KeyId { get; init; }

    /// <summary>
    /// UID of the resource that this was written for: the status of another object is no journal. Null in those of earlier releases.
    /// </summary>
    [Id(20), JsonPropertyName("resourceUID")]
    public string? ResourceUid { get; init; }

    /// <summary>Hash of what was remarked about the Secret, so that it is told once; null for nothing.</summary>
    [Id(21), JsonPropertyName("remarks")]
    public string? Remarks { get; init; }

    /// <summary>
    /// UID of the Secret that this resource made and left to others when <c>spec.destination.create</c> became false: it is taken back when
    /// that is true again, unless somebody has claimed it meanwhile. Null for none.
    /// </summary>
    [Id(22), JsonPropertyName("releasedUID")]
    public string? ReleasedUid { get; init; }

    /// <summary>What became of the workloads of the last restart request that are settled or delayed; null for none.</summary>
    [Id(23), JsonPropertyName("restartOutcomes"), MaxLength(SpecLimits.RestartTargets)]
    public IReadOnlyList<RestartOutcome>? RestartOutcomes { get; init; }

    /// <summary>The certificate that the Secret was made from; null for other kinds.</summary>
    [Id(24), JsonPropertyName("certificate")]
    public CertificateFacts? Certificate { get; init; }

    /// <summary>What Vault made for this Secret before and is still to be given back; null for nothing.</summary>
    [Id(25), JsonPropertyName("returns"), MaxLength(SpecLimits.Returns)]
    public IReadOnlyList<OwedReturn>? Returns { get; init; }
}
