using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>What a VaultPKISecret wants.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultPKISecretSpec")]
public sealed record VaultPKISecretSpec
{
    /// <summary>VaultAuth: <c>name</c>, <c>namespace/name</c>, or empty for <c>default</c> in the operator's namespace.</summary>
    [Id(0), JsonPropertyName("vaultAuthRef"), MaxLength(SpecLimits.ReferenceLength), RegularExpression(FieldPatterns.Reference)]
    public string? VaultAuthRef { get; init; }

    /// <summary>Vault namespace of the mount; null for that of the VaultAuth.</summary>
    [Id(1), JsonPropertyName("namespace"), MaxLength(SpecLimits.PathLength)]
    public string? Namespace { get; init; }

    /// <summary>Mount of the engine.</summary>
    [Id(2), JsonPropertyName("mount"), MaxLength(SpecLimits.PathLength), Required]
    public string Mount { get; init => field = value ?? ""; } = "";

    /// <summary>Role.</summary>
    [Id(3), JsonPropertyName("role"), Required]
    public string Role { get; init => field = value ?? ""; } = "";

    /// <summary>Issuer.</summary>
    [Id(4), JsonPropertyName("issuerRef")]
    public string? IssuerRef { get; init; }

    /// <summary>Revoke on deletion.</summary>
    [Id(5), JsonPropertyName("revoke")]
    public bool Revoke { get; init; }

    /// <summary>Clear the Secret on deletion.</summary>
    [Id(6), JsonPropertyName("clear")]
    public bool Clear { get; init; }

    /// <summary>How long before the expiry a new one is issued.</summary>
    [Id(7), JsonPropertyName("expiryOffset"), RegularExpression(FieldPatterns.Duration)]
    public string? ExpiryOffset { get; init; }

    /// <summary>Life of the certificate.</summary>
    [Id(8), JsonPropertyName("ttl"), RegularExpression(FieldPatterns.DurationWithDays)]
    public string? Ttl { get; init; }

    /// <summary>Common name.</summary>
    [Id(9), JsonPropertyName("commonName")]
    public string? CommonName { get; init; }

    /// <summary>Alternative names.</summary>
    [Id(10), JsonPropertyName("altNames")]
    public IReadOnlyList<string>? AltNames { get; init; }

    /// <summary>IP addresses.</summary>
    [Id(11), JsonPropertyName("ipSans")]
    public IReadOnlyList<string>? IpSans { get; init; }

    /// <summary>URIs.</summary>
    [Id(12), JsonPropertyName("uriSans")]
    public IReadOnlyList<string>? UriSans { get; init; }

    /// <summary>Other names.</summary>
    [Id(13), JsonPropertyName("otherSans")]
    public IReadOnlyList<string>? OtherSans { get; init; }

    /// <summary>User ids.</summary>
    [Id(14), JsonPropertyName("userIDs")]
    public IReadOnlyList<string>? UserIds { get; init; }

    /// <summary>Format of the certificate.</summary>
    [Id(15), JsonPropertyName("format")]
    public string? Format { get; init; }

    /// <summary>Format of the key.</summary>
    [Id(16), JsonPropertyName("privateKeyFormat")]
    public string? PrivateKeyFormat { get; init; }

    /// <summary>End of life.</summary>
    [Id(17), JsonPropertyName("notAfter")]
    public string? NotAfter { get; init; }

    /// <summary>Leave the common name out of the alternative names.</summary>
    [Id(18), JsonPropertyName("excludeCNFromSans")]
    public bool ExcludeCnFromSans { get; init; }

    /// <summary>Workloads to roll when the content changes.</summary>
    [Id(19), JsonPropertyName("rolloutRestartTargets"), MaxLength(SpecLimits.RestartTargets)]
    public IReadOnlyList<RolloutRestartTarget>? RolloutRestartTargets { get; init; }

    /// <summary>The Secret.</summary>
    [Id(20), JsonPropertyName("destination"), Required]
    public Destination Destination { get; init => field = value ?? new(); } = new();
}
