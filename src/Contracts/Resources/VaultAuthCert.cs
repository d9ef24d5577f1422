using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Login by the method <c>cert</c>, which is Coffer's own.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthCert")]
public sealed record VaultAuthCert
{
    /// <summary>Role to log in with; where none is given, Vault looks for one that fits the certificate.</summary>
    [Id(0), JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>Secret of the consumer's namespace with keys <c>tls.crt</c> and <c>tls.key</c>.</summary>
    [Id(1), JsonPropertyName("secretRef"), MaxLength(SpecLimits.NameLength)]
    public string? SecretRef { get; init; }
}
