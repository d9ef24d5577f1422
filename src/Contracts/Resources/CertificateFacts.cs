using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>The certificate that a Secret was made from, as the journal keeps it.</summary>
[GenerateSerializer, Immutable, Alias("coffer.CertificateFacts")]
public sealed record CertificateFacts
{
    /// <summary>Serial number in Vault's spelling, bytes in hex that are separated by colons.</summary>
    [Id(0), JsonPropertyName("serialNumber"), Required]
    public string SerialNumber { get; init => field = value ?? ""; } = "";

    /// <summary>When it ends, by the certificate itself.</summary>
    [Id(1), JsonPropertyName("notAfter"), Required]
    public DateTimeOffset NotAfter { get; init; }

    /// <summary>When it was issued, by the operator's clock; of one that was taken over, when its life began.</summary>
    [Id(2), JsonPropertyName("issued"), Required]
    public DateTimeOffset Issued { get; init; }

    /// <summary>Hash of what was asked for; null for one that was taken over.</summary>
    [Id(3), JsonPropertyName("asked")]
    public string? Asked { get; init; }

    /// <summary>When it began, by the certificate itself.</summary>
    [Id(4), JsonPropertyName("notBefore"), Required]
    public DateTimeOffset NotBefore { get; init; }
}
