using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>How a VaultAuthGlobal is.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthGlobalStatus")]
public sealed record VaultAuthGlobalStatus
{
    /// <summary>Whether it can be used.</summary>
    [Id(0), JsonPropertyName("valid"), Required]
    public bool Valid { get; init; }

    /// <summary>What is wrong.</summary>
    [Id(1), JsonPropertyName("error"), Required]
    public string Error { get; init => field = value ?? ""; } = "";

    /// <summary>Conditions.</summary>
    [Id(2), JsonPropertyName("conditions")]
    public IReadOnlyList<Condition>? Conditions { get; init; }

    /// <summary>Generation that this status speaks of.</summary>
    [Id(3), JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; init; }
}
