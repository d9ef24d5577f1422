using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>What a VaultAuthGlobal offers.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthGlobalSpec")]
public sealed record VaultAuthGlobalSpec
{
    /// <summary>Namespaces whose VaultAuths may use it.</summary>
    [Id(0), JsonPropertyName("allowedNamespaces")]
    public IReadOnlyList<string>? AllowedNamespaces { get; init; }

    /// <summary>VaultConnection for VaultAuths without one.</summary>
    [Id(1), JsonPropertyName("vaultConnectionRef")]
    public string? VaultConnectionRef { get; init; }

    /// <summary>Vault namespace.</summary>
    [Id(2), JsonPropertyName("defaultVaultNamespace")]
    public string? DefaultVaultNamespace { get; init; }

    /// <summary>Method.</summary>
    [Id(3), JsonPropertyName("defaultAuthMethod"), AllowedValues(FieldValues.Kubernetes, FieldValues.Jwt, FieldValues.AppRole,
        FieldValues.Aws, FieldValues.Gcp, FieldValues.Cert, FieldValues.Token)]
    public string? DefaultAuthMethod { get; init; }

    /// <summary>Auth mount.</summary>
    [Id(4), JsonPropertyName("defaultMount")]
    public string? DefaultMount { get; init; }

    /// <summary>Parameters.</summary>
    [Id(5), JsonPropertyName("params")]
    public IReadOnlyDictionary<string, string>? Params { get; init; }

    /// <summary>Headers of the login.</summary>
    [Id(6), JsonPropertyName("headers")]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Defaults of the method <c>kubernetes</c>.</summary>
    [Id(7), JsonPropertyName("kubernetes")]
    public VaultAuthGlobalKubernetes? Kubernetes { get; init; }

    /// <summary>Defaults of the method <c>jwt</c>.</summary>
    [Id(8), JsonPropertyName("jwt")]
    public VaultAuthGlobalJwt? Jwt { get; init; }

    /// <summary>Defaults of the method <c>appRole</c>.</summary>
    [Id(9), JsonPropertyName("appRole")]
    public VaultAuthGlobalAppRole? AppRole { get; init; }

    /// <summary>Defaults of the method <c>aws</c>.</summary>
    [Id(10), JsonPropertyName("aws")]
    public VaultAuthGlobalAws? Aws { get; init; }

    /// <summary>Defaults of the method <c>gcp</c>.</summary>
    [Id(11), JsonPropertyName("gcp")]
    public VaultAuthGlobalGcp? Gcp { get; init; }

    /// <summary>Defaults of the method <c>cert</c>.</summary>
    [Id(12), JsonPropertyName("cert")]
    public VaultAuthGlobalCert? Cert { get; init; }

    /// <summary>Defaults of the method <c>token</c>.</summary>
    [Id(13), JsonPropertyName("token")]
    public VaultAuthGlobalToken? Token { get; init; }
}
