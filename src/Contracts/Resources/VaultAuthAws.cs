using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Login by the method <c>aws</c>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthAws")]
public sealed record VaultAuthAws
{
    /// <summary>Role to log in with.</summary>
    [Id(0), JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>Region.</summary>
    [Id(1), JsonPropertyName("region")]
    public string? Region { get; init; }

    /// <summary>Server id header value.</summary>
    [Id(2), JsonPropertyName("headerValue")]
    public string? HeaderValue { get; init; }

    /// <summary>Session name.</summary>
    [Id(3), JsonPropertyName("sessionName")]
    public string? SessionName { get; init; }

    /// <summary>STS endpoint.</summary>
    [Id(4), JsonPropertyName("stsEndpoint")]
    public string? StsEndpoint { get; init; }

    /// <summary>IAM endpoint.</summary>
    [Id(5), JsonPropertyName("iamEndpoint")]
    public string? IamEndpoint { get; init; }

    /// <summary>Secret with static credentials.</summary>
    [Id(6), JsonPropertyName("secretRef")]
    public string? SecretRef { get; init; }

    /// <summary>ServiceAccount with an IAM role.</summary>
    [Id(7), JsonPropertyName("irsaServiceAccount")]
    public string? IrsaServiceAccount { get; init; }
}
