using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>What a VaultConnection wants.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultConnectionSpec")]
public sealed record VaultConnectionSpec
{
    /// <summary>Base URL of Vault.</summary>
    [Id(0), JsonPropertyName("address"), Required]
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>Headers of every request.</summary>
    [Id(1), JsonPropertyName("headers"), MaxLength(SpecLimits.Headers)]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Name for SNI and for the certificate.</summary>
    [Id(2), JsonPropertyName("tlsServerName")]
    public string? TlsServerName { get; init; }

    /// <summary>Secret of the same namespace with <c>ca.crt</c>.</summary>
    [Id(3), JsonPropertyName("caCertSecretRef"), MaxLength(SpecLimits.NameLength)]
    public string? CaCertSecretRef { get; init; }

    /// <summary>PEM file in the operator's file system.</summary>
    [Id(4), JsonPropertyName("caCertPath")]
    public string? CaCertPath { get; init; }

    /// <summary>Accept any certificate.</summary>
    [Id(5), JsonPropertyName("skipTLSVerify"), Required]
    public bool SkipTlsVerify { get; init; }

    /// <summary>Time for one request, e.g. <c>30s</c>; null for 60 s.</summary>
    [Id(6), JsonPropertyName("timeout"), RegularExpression(FieldPatterns.Duration)]
    public string? Timeout { get; init; }

    /// <summary>
    /// Hosts beside that of the address that redirects may lead to: names, <c>*.suffix</c>, addresses or networks, each but a network with
    /// a port if only that is meant.
    /// </summary>
    [Id(7), JsonPropertyName("redirectHosts"), MaxLength(16), MaxItemLength(256)]
    public IReadOnlyList<string>? RedirectHosts { get; init; }
}
