using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>A token that somebody else made, by the method <c>token</c>, which is Coffer's own.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthToken")]
public sealed record VaultAuthToken
{
    /// <summary>Secret of the consumer's namespace.</summary>
    [Id(0), JsonPropertyName("secretRef"), MaxLength(SpecLimits.NameLength)]
    public string? SecretRef { get; init; }

    /// <summary>Key of the Secret that holds the token; <c>token</c> where none is given.</summary>
    [Id(1), JsonPropertyName("key"), MaxLength(SpecLimits.NameLength)]
    public string? Key { get; init; }
}
