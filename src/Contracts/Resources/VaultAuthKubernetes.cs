using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Login by the method <c>kubernetes</c>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthKubernetes")]
public sealed record VaultAuthKubernetes
{
    /// <summary>The schema's defaults.</summary>
    /// <param name="tokenExpirationSeconds">See <see cref="TokenExpirationSeconds"/>. A parameter, because generated JSON code passes over
    /// the initialisers of init properties.</param>
    [JsonConstructor]
    public VaultAuthKubernetes(long tokenExpirationSeconds = 600) => TokenExpirationSeconds = tokenExpirationSeconds;

    /// <summary>Role to log in with.</summary>
    [Id(0), JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>ServiceAccount of the consumer's namespace.</summary>
    [Id(1), JsonPropertyName("serviceAccount"), MaxLength(SpecLimits.NameLength)]
    public string? ServiceAccount { get; init; }

    /// <summary>Audiences of the token.</summary>
    [Id(2), JsonPropertyName("audiences"), MaxLength(SpecLimits.Audiences)]
    public IReadOnlyList<string>? Audiences { get; init; }

    /// <summary>Life of the token in seconds, at least 600.</summary>
    [Id(3), JsonPropertyName("tokenExpirationSeconds"), Minimum(600)]
    public long TokenExpirationSeconds { get; init; }
}
