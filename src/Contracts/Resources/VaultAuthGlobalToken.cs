using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Defaults of the method <c>token</c>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthGlobalToken")]
public sealed record VaultAuthGlobalToken : IMethodDefaults
{
    /// <summary>Secret of the consumer's namespace.</summary>
    [Id(0), JsonPropertyName("secretRef")]
    public string? SecretRef { get; init; }

    /// <summary>Key of the Secret that holds the token.</summary>
    [Id(1), JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>Vault namespace.</summary>
    [Id(2), JsonPropertyName("namespace")]
    public string? Namespace { get; init; }

    /// <summary>Auth mount.</summary>
    [Id(3), JsonPropertyName("mount")]
    public string? Mount { get; init; }

    /// <summary>Parameters.</summary>
    [Id(4), JsonPropertyName("params")]
    public IReadOnlyDictionary<string, string>? Params { get; init; }

    /// <summary>Headers of the login.</summary>
    [Id(5), JsonPropertyName("headers")]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
