using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>How a VaultConnection is.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultConnectionStatus")]
public sealed record VaultConnectionStatus
{
    /// <summary>Whether Vault answers.</summary>
    [Id(0), JsonPropertyName("valid"), Required]
    public bool Valid { get; init; }

    /// <summary>Conditions.</summary>
    [Id(1), JsonPropertyName("conditions")]
    public IReadOnlyList<Condition>? Conditions { get; init; }

    /// <summary>Generation that this status speaks of.</summary>
    [Id(2), JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; init; }
}
