using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>How a VaultDynamicSecret is.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultDynamicSecretStatus")]
public sealed record VaultDynamicSecretStatus
{
    /// <summary>Unix seconds.</summary>
    [Id(0), JsonPropertyName("lastRenewalTime"), Required]
    public long LastRenewalTime { get; init; }

    /// <summary>Generation that the last status followed.</summary>
    [Id(1), JsonPropertyName("lastGeneration"), Required]
    public long LastGeneration { get; init; }

    /// <summary>The lease.</summary>
    [Id(2), JsonPropertyName("secretLease"), Required]
    public SecretLease SecretLease { get; init => field = value ?? new(); } = new();

    /// <summary>Rotation of a static role.</summary>
    [Id(3), JsonPropertyName("staticCredsMetaData")]
    public StaticCredsMetaData? StaticCredsMetaData { get; init; }

    /// <summary>Left from the reference operator.</summary>
    [Id(4), JsonPropertyName("lastRuntimePodUID")]
    public string? LastRuntimePodUid { get; init; }

    /// <summary>The reference's digest.</summary>
    [Id(5), JsonPropertyName("secretMAC")]
    public string? SecretMac { get; init; }

    /// <summary>Left from the reference operator.</summary>
    [Id(6), JsonPropertyName("vaultClientMeta")]
    public VaultClientMeta? VaultClientMeta { get; init; }

    /// <summary>Conditions.</summary>
    [Id(7), JsonPropertyName("conditions")]
    public IReadOnlyList<Condition>? Conditions { get; init; }

    /// <summary>Generation that this status speaks of.</summary>
    [Id(8), JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; init; }

    /// <summary>Number of events so far.</summary>
    [Id(9), JsonPropertyName("journalVersion"), Minimum(0)]
    public long? JournalVersion { get; init; }

    /// <summary>The newest events, at most 16, each <c>seq time type detail</c> of at most 256 characters.</summary>
    [Id(10), JsonPropertyName("history"), MaxLength(16), MaxItemLength(256)]
    public IReadOnlyList<string>? History { get; init; }
}
