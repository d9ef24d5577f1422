using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>What the reference operator notes of its Vault client.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultClientMeta")]
public sealed record VaultClientMeta
{
    /// <summary>Key of its cache.</summary>
    [Id(0), JsonPropertyName("cacheKey")]
    public string? CacheKey { get; init; }

    /// <summary>Identity of its token.</summary>
    [Id(1), JsonPropertyName("id")]
    public string? Id { get; init; }
}
