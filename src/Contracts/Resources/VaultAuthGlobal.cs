using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Defaults shared by many VaultAuths.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthGlobal")]
public sealed record VaultAuthGlobal : IResource
{
    /// <summary>Group and version.</summary>
    [Id(0), JsonPropertyName("apiVersion")]
    public string ApiVersion { get; init => field = value ?? ResourceKinds.ApiVersion; } = ResourceKinds.ApiVersion;

    /// <summary>The kind's name.</summary>
    [Id(1), JsonPropertyName("kind")]
    public string Kind { get; init => field = value ?? ResourceKinds.VaultAuthGlobal.Kind; } = ResourceKinds.VaultAuthGlobal.Kind;

    /// <inheritdoc/>
    [Id(2), JsonPropertyName("metadata")]
    public ObjectMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>What is wanted.</summary>
    [Id(3), JsonPropertyName("spec")]
    public VaultAuthGlobalSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What is so; null before the first status.</summary>
    [Id(4), JsonPropertyName("status")]
    public VaultAuthGlobalStatus? Status { get; init; }

    /// <inheritdoc/>
    public IResource With(ObjectMeta metadata) => this with { Metadata = metadata };
}
