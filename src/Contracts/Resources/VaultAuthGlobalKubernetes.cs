using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Defaults of the method <c>kubernetes</c>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthGlobalKubernetes")]
public sealed record VaultAuthGlobalKubernetes : IMethodDefaults
{
    /// <summary>The schema's defaults.</summary>
    /// <param name="tokenExpirationSeconds">See <see cref="TokenExpirationSeconds"/>. A parameter, because generated JSON code passes over
    /// the initialisers of init properties.</param>
    [JsonConstructor]
    public VaultAuthGlobalKubernetes(long tokenExpirationSeconds = 600) => TokenExpirationSeconds = tokenExpirationSeconds;

    /// <summary>Role to log in with.</summary>
    [Id(0), JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>ServiceAccount of the consumer's namespace.</summary>
    [Id(1), JsonPropertyName("serviceAccount")]
    public string? ServiceAccount { get; init; }

    /// <summary>Audiences of the token.</summary>
    [Id(2), JsonPropertyName("audiences")]
    public IReadOnlyList<string>? Audiences { get; init; }

    /// <summary>Life of the token in seconds, at least 600.</summary>
    [Id(3), JsonPropertyName("tokenExpirationSeconds"), Minimum(600)]
    public long TokenExpirationSeconds { get; init; }

    /// <summary>Vault namespace.</summary>
    [Id(4), JsonPropertyName("namespace")]
    public string? Namespace { get; init; }

    /// <summary>Auth mount.</summary>
    [Id(5), JsonPropertyName("mount")]
    public string? Mount { get; init; }

    /// <summary>Parameters.</summary>
    [Id(6), JsonPropertyName("params")]
    public IReadOnlyDictionary<string, string>? Params { get; init; }

    /// <summary>Headers of the login.</summary>
    [Id(7), JsonPropertyName("headers")]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
