using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Templates and filters shared by many secrets.</summary>
[GenerateSerializer, Immutable, Alias("coffer.SecretTransformation")]
public sealed record SecretTransformation : IResource
{
    /// <summary>Group and version.</summary>
    [Id(0), JsonPropertyName("apiVersion")]
    public string ApiVersion { get; init => field = value ?? ResourceKinds.ApiVersion; } = ResourceKinds.ApiVersion;

    /// <summary>The kind's name.</summary>
    [Id(1), JsonPropertyName("kind")]
    public string Kind { get; init => field = value ?? ResourceKinds.SecretTransformation.Kind; } = ResourceKinds.SecretTransformation.Kind;

    /// <inheritdoc/>
    [Id(2), JsonPropertyName("metadata")]
    public ObjectMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>What is wanted.</summary>
    [Id(3), JsonPropertyName("spec")]
    public SecretTransformationSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What is so; null before the first status.</summary>
    [Id(4), JsonPropertyName("status")]
    public SecretTransformationStatus? Status { get; init; }

    /// <inheritdoc/>
    public IResource With(ObjectMeta metadata) => this with { Metadata = metadata };
}
