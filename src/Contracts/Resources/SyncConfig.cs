using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>How changes are noticed.</summary>
[GenerateSerializer, Immutable, Alias("coffer.SyncConfig")]
public sealed record SyncConfig
{
    /// <summary>Follow events of Vault instead of waiting for the next refresh.</summary>
    [Id(0), JsonPropertyName("instantUpdates")]
    public bool InstantUpdates { get; init; }
}
