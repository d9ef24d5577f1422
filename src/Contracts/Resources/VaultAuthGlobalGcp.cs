using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Defaults of the method <c>gcp</c>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthGlobalGcp")]
public sealed record VaultAuthGlobalGcp : IMethodDefaults
{
    /// <summary>Role to log in with.</summary>
    [Id(0), JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>ServiceAccount with a workload identity.</summary>
    [Id(1), JsonPropertyName("workloadIdentityServiceAccount")]
    public string? WorkloadIdentityServiceAccount { get; init; }

    /// <summary>Region.</summary>
    [Id(2), JsonPropertyName("region")]
    public string? Region { get; init; }

    /// <summary>Cluster.</summary>
    [Id(3), JsonPropertyName("clusterName")]
    public string? ClusterName { get; init; }

    /// <summary>Project.</summary>
    [Id(4), JsonPropertyName("projectID")]
    public string? ProjectId { get; init; }

    /// <summary>Vault namespace.</summary>
    [Id(5), JsonPropertyName("namespace")]
    public string? Namespace { get; init; }

    /// <summary>Auth mount.</summary>
    [Id(6), JsonPropertyName("mount")]
    public string? Mount { get; init; }

    /// <summary>Parameters.</summary>
    [Id(7), JsonPropertyName("params")]
    public IReadOnlyDictionary<string, string>? Params { get; init; }

    /// <summary>Headers of the login.</summary>
    [Id(8), JsonPropertyName("headers")]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
