using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Defaults of the method <c>cert</c>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthGlobalCert")]
public sealed record VaultAuthGlobalCert : IMethodDefaults
{
    /// <summary>Role to log in with.</summary>
    [Id(0), JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>Secret of the consumer's namespace with keys <c>tls.crt</c> and <c>tls.key</c>.</summary>
    [Id(1), JsonPropertyName("secretRef")]
    public string? SecretRef { get; init; }

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
