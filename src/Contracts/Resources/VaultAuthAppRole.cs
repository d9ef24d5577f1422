using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Login by the method <c>appRole</c>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthAppRole")]
public sealed record VaultAuthAppRole
{
    /// <summary>Role id.</summary>
    [Id(0), JsonPropertyName("roleId")]
    public string? RoleId { get; init; }

    /// <summary>Secret of the consumer's namespace with key <c>id</c>.</summary>
    [Id(1), JsonPropertyName("secretRef"), MaxLength(SpecLimits.NameLength)]
    public string? SecretRef { get; init; }

    /// <summary>File with the secret id in the operator's file system.</summary>
    [Id(2), JsonPropertyName("secretIDPath")]
    public string? SecretIdPath { get; init; }
}
