using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>A secret of a KV engine to keep a Secret in step with.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultStaticSecret")]
public sealed record VaultStaticSecret : IResource
{
    /// <summary>Group and version.</summary>
    [Id(0), JsonPropertyName("apiVersion")]
    public string ApiVersion { get; init => field = value ?? ResourceKinds.ApiVersion; } = ResourceKinds.ApiVersion;

    /// <summary>The kind's name.</summary>
    [Id(1), JsonPropertyName("kind")]
    public string Kind { get; init => field = value ?? ResourceKinds.VaultStaticSecret.Kind; } = ResourceKinds.VaultStaticSecret.Kind;

    /// <inheritdoc/>
    [Id(2), JsonPropertyName("metadata")]
    public ObjectMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>What is wanted.</summary>
    [Id(3), JsonPropertyName("spec")]
    public VaultStaticSecretSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What is so; null before the first status.</summary>
    [Id(4), JsonPropertyName("status")]
    public VaultStaticSecretStatus? Status { get; init; }

    /// <inheritdoc/>
    public IResource With(ObjectMeta metadata) => this with { Metadata = metadata };
}
