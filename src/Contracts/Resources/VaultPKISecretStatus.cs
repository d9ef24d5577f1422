using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>How a VaultPKISecret is, and its journal.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultPKISecretStatus")]
public sealed record VaultPKISecretStatus : ISecretStatus
{
    /// <summary>Serial number of the certificate in the Secret, in Vault's spelling.</summary>
    [Id(0), JsonPropertyName("serialNumber")]
    public string? SerialNumber { get; init; }

    /// <summary>When that certificate ends, in Unix seconds.</summary>
    [Id(1), JsonPropertyName("expiration")]
    public long? Expiration { get; init; }

    /// <summary>Generation that the last status followed.</summary>
    [Id(2), JsonPropertyName("lastGeneration"), Required]
    public long LastGeneration { get; init; }

    /// <summary>When that certificate was issued, in Unix seconds; 0 for none.</summary>
    [Id(3), JsonPropertyName("lastRotation"), Required]
    public long LastRotation { get; init; }

    /// <summary>The reference's digest of the data, base64.</summary>
    [Id(4), JsonPropertyName("secretMAC")]
    public string? SecretMac { get; init; }

    /// <summary>Whether it is valid.</summary>
    [Id(5), JsonPropertyName("valid"), Required]
    public bool Valid { get; init; }

    /// <summary>What is wrong.</summary>
    [Id(6), JsonPropertyName("error"), Required]
    public string Error { get; init => field = value ?? ""; } = "";

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

    /// <summary>What the events add up to.</summary>
    [Id(11), JsonPropertyName("snapshot")]
    public SecretSnapshot? Snapshot { get; init; }
}
