using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>A secret that Vault makes on request.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultDynamicSecret")]
public sealed record VaultDynamicSecret : IResource
{
    /// <summary>Group and version.</summary>
    [Id(0), JsonPropertyName("apiVersion")]
    public string ApiVersion { get; init => field = value ?? ResourceKinds.ApiVersion; } = ResourceKinds.ApiVersion;

    /// <summary>The kind's name.</summary>
    [Id(1), JsonPropertyName("kind")]
    public string Kind { get; init => field = value ?? ResourceKinds.VaultDynamicSecret.Kind; } = ResourceKinds.VaultDynamicSecret.Kind;

    /// <inheritdoc/>
    [Id(2), JsonPropertyName("metadata")]
    public ObjectMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>What is wanted.</summary>
    [Id(3), JsonPropertyName("spec")]
    public VaultDynamicSecretSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What is so; null before the first status.</summary>
    [Id(4), JsonPropertyName("status")]
    public VaultDynamicSecretStatus? Status { get; init; }

    /// <inheritdoc/>
    public IResource With(ObjectMeta metadata) => this with { Metadata = metadata };
}
