using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Defaults of the method <c>aws</c>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthGlobalAws")]
public sealed record VaultAuthGlobalAws : IMethodDefaults
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

    /// <summary>Vault namespace.</summary>
    [Id(8), JsonPropertyName("namespace")]
    public string? Namespace { get; init; }

    /// <summary>Auth mount.</summary>
    [Id(9), JsonPropertyName("mount")]
    public string? Mount { get; init; }

    /// <summary>Parameters.</summary>
    [Id(10), JsonPropertyName("params")]
    public IReadOnlyDictionary<string, string>? Params { get; init; }

    /// <summary>Headers of the login.</summary>
    [Id(11), JsonPropertyName("headers")]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
