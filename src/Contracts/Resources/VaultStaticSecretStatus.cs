using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>How a VaultStaticSecret is, and its journal.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultStaticSecretStatus")]
public sealed record VaultStaticSecretStatus : ISecretStatus
{
    /// <summary>Generation that the last status followed.</summary>
    [Id(0), JsonPropertyName("lastGeneration"), Required]
    public long LastGeneration { get; init; }

    /// <summary>The reference's digest of the data, base64.</summary>
    [Id(1), JsonPropertyName("secretMAC")]
    public string? SecretMac { get; init; }

    /// <summary>Left from the reference operator.</summary>
    [Id(2), JsonPropertyName("vaultClientMeta")]
    public VaultClientMeta? VaultClientMeta { get; init; }

    /// <summary>Conditions.</summary>
    [Id(3), JsonPropertyName("conditions")]
    public IReadOnlyList<Condition>? Conditions { get; init; }

    /// <summary>Generation that this status speaks of.</summary>
    [Id(4), JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; init; }

    /// <summary>Number of events so far.</summary>
    [Id(5), JsonPropertyName("journalVersion"), Minimum(0)]
    public long? JournalVersion { get; init; }

    /// <summary>The newest events, at most 16, each <c>seq time type detail</c> of at most 256 characters.</summary>
    [Id(6), JsonPropertyName("history"), MaxLength(16), MaxItemLength(256)]
    public IReadOnlyList<string>? History { get; init; }

    /// <summary>What the events add up to.</summary>
    [Id(7), JsonPropertyName("snapshot")]
    public SecretSnapshot? Snapshot { get; init; }
}
