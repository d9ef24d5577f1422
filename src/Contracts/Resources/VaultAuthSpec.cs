using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>What a VaultAuth wants.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthSpec")]
public sealed record VaultAuthSpec
{
    /// <summary>VaultConnection, <c>name</c> or <c>namespace/name</c>.</summary>
    [Id(0), JsonPropertyName("vaultConnectionRef"), MaxLength(SpecLimits.ReferenceLength), RegularExpression(FieldPatterns.Reference)]
    public string? VaultConnectionRef { get; init; }

    /// <summary>Defaults.</summary>
    [Id(1), JsonPropertyName("vaultAuthGlobalRef")]
    public VaultAuthGlobalRef? VaultAuthGlobalRef { get; init; }

    /// <summary>Vault namespace to log in to.</summary>
    [Id(2), JsonPropertyName("namespace"), MaxLength(SpecLimits.PathLength)]
    public string? Namespace { get; init; }

    /// <summary>Namespaces that may use it beside its own.</summary>
    [Id(3), JsonPropertyName("allowedNamespaces"), MaxLength(SpecLimits.AllowedNamespaces)]
    public IReadOnlyList<string>? AllowedNamespaces { get; init; }

    /// <summary><c>kubernetes</c>, <c>jwt</c>, <c>appRole</c>, <c>aws</c>, <c>gcp</c>, <c>cert</c> or <c>token</c>.</summary>
    [Id(4), JsonPropertyName("method"), AllowedValues(FieldValues.Kubernetes, FieldValues.Jwt, FieldValues.AppRole, FieldValues.Aws,
        FieldValues.Gcp, FieldValues.Cert, FieldValues.Token)]
    public string? Method { get; init; }

    /// <summary>Auth mount.</summary>
    [Id(5), JsonPropertyName("mount"), MaxLength(SpecLimits.PathLength)]
    public string? Mount { get; init; }

    /// <summary>Parameters.</summary>
    [Id(6), JsonPropertyName("params"), MaxLength(SpecLimits.Headers)]
    public IReadOnlyDictionary<string, string>? Params { get; init; }

    /// <summary>Headers of the login.</summary>
    [Id(7), JsonPropertyName("headers"), MaxLength(SpecLimits.Headers)]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Settings of the method <c>kubernetes</c>.</summary>
    [Id(8), JsonPropertyName("kubernetes")]
    public VaultAuthKubernetes? Kubernetes { get; init; }

    /// <summary>Settings of the method <c>jwt</c>.</summary>
    [Id(9), JsonPropertyName("jwt")]
    public VaultAuthJwt? Jwt { get; init; }

    /// <summary>Settings of the method <c>appRole</c>.</summary>
    [Id(10), JsonPropertyName("appRole")]
    public VaultAuthAppRole? AppRole { get; init; }

    /// <summary>Settings of the method <c>aws</c>.</summary>
    [Id(11), JsonPropertyName("aws")]
    public VaultAuthAws? Aws { get; init; }

    /// <summary>Settings of the method <c>gcp</c>.</summary>
    [Id(12), JsonPropertyName("gcp")]
    public VaultAuthGcp? Gcp { get; init; }

    /// <summary>Transit key of the reference operator's client cache.</summary>
    [Id(13), JsonPropertyName("storageEncryption")]
    public StorageEncryption? StorageEncryption { get; init; }

    /// <summary>Settings of the method <c>cert</c>.</summary>
    [Id(14), JsonPropertyName("cert")]
    public VaultAuthCert? Cert { get; init; }

    /// <summary>Settings of the method <c>token</c>.</summary>
    [Id(15), JsonPropertyName("token")]
    public VaultAuthToken? Token { get; init; }
}
