using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Login by the method <c>jwt</c>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthJwt")]
public sealed record VaultAuthJwt
{
    /// <summary>The schema's defaults.</summary>
    /// <param name="tokenExpirationSeconds">See <see cref="TokenExpirationSeconds"/>. A parameter, because generated JSON code passes over
    /// the initialisers of init properties.</param>
    [JsonConstructor]
    public VaultAuthJwt(long tokenExpirationSeconds = 600) => TokenExpirationSeconds = tokenExpirationSeconds;

    /// <summary>Role to log in with.</summary>
    [Id(0), JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>Secret of the consumer's namespace with key <c>jwt</c>.</summary>
    [Id(1), JsonPropertyName("secretRef"), MaxLength(SpecLimits.NameLength)]
    public string? SecretRef { get; init; }

    /// <summary>ServiceAccount of the consumer's namespace.</summary>
    [Id(2), JsonPropertyName("serviceAccount"), MaxLength(SpecLimits.NameLength)]
    public string? ServiceAccount { get; init; }

    /// <summary>Audiences of the token.</summary>
    [Id(3), JsonPropertyName("audiences"), MaxLength(SpecLimits.Audiences)]
    public IReadOnlyList<string>? Audiences { get; init; }

    /// <summary>Life of the token in seconds, at least 600.</summary>
    [Id(4), JsonPropertyName("tokenExpirationSeconds"), Minimum(600)]
    public long TokenExpirationSeconds { get; init; }
}
