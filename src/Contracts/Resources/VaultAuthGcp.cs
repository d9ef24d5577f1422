using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Login by the method <c>gcp</c>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthGcp")]
public sealed record VaultAuthGcp
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
}
