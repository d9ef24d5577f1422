using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Defaults of the method <c>appRole</c>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthGlobalAppRole")]
public sealed record VaultAuthGlobalAppRole : IMethodDefaults
{
    /// <summary>Role id.</summary>
    [Id(0), JsonPropertyName("roleId")]
    public string? RoleId { get; init; }

    /// <summary>Secret of the consumer's namespace with key <c>id</c>.</summary>
    [Id(1), JsonPropertyName("secretRef")]
    public string? SecretRef { get; init; }

    /// <summary>File with the secret id in the operator's file system.</summary>
    [Id(2), JsonPropertyName("secretIDPath")]
    public string? SecretIdPath { get; init; }

    /// <summary>Vault namespace.</summary>
    [Id(3), JsonPropertyName("namespace")]
    public string? Namespace { get; init; }

    /// <summary>Auth mount.</summary>
    [Id(4), JsonPropertyName("mount")]
    public string? Mount { get; init; }

    /// <summary>Parameters.</summary>
    [Id(5), JsonPropertyName("params")]
    public IReadOnlyDictionary<string, string>? Params { get; init; }

    /// <summary>Headers of the login.</summary>
    [Id(6), JsonPropertyName("headers")]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
