using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>How a VaultAuth is.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthStatus")]
public sealed record VaultAuthStatus
{
    /// <summary>Whether its references and settings hold.</summary>
    [Id(0), JsonPropertyName("valid")]
    public bool? Valid { get; init; }

    /// <summary>What is wrong.</summary>
    [Id(1), JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>Conditions.</summary>
    [Id(2), JsonPropertyName("conditions")]
    public IReadOnlyList<Condition>? Conditions { get; init; }

    /// <summary>Hash of the merged spec.</summary>
    [Id(3), JsonPropertyName("specHash")]
    public string? SpecHash { get; init; }

    /// <summary>Generation that this status speaks of.</summary>
    [Id(4), JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; init; }
}
