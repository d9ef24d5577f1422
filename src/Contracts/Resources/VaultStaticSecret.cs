using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>A secret of a KV engine to keep a Secret in step with.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultStaticSecret")]
public sealed record VaultStaticSecret : ISecretResource
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

    ResourceKind ISecretResource.ResourceKind => ResourceKinds.VaultStaticSecret;

    string? ISecretResource.VaultAuthRef => Spec.VaultAuthRef;

    string? ISecretResource.VaultNamespace => Spec.Namespace;

    string? ISecretResource.RefreshAfter => Spec.RefreshAfter;

    bool ISecretResource.HmacSecretData => Spec.HmacSecretData;

    SyncConfig? ISecretResource.SyncConfig => Spec.SyncConfig;

    IReadOnlyList<RolloutRestartTarget>? ISecretResource.RolloutRestartTargets => Spec.RolloutRestartTargets;

    Destination ISecretResource.Destination => Spec.Destination;

    ISecretStatus? ISecretResource.Status => Status;

    /// <inheritdoc/>
    public IResource With(ObjectMeta metadata) => this with { Metadata = metadata };

    ISecretResource ISecretResource.With(SecretJournal journal, bool isOfThis) => this with
    {
        Status = ((isOfThis ? Status : null) ?? new VaultStaticSecretStatus()) with
        {
            LastGeneration = journal.Generation,
            ObservedGeneration = journal.Generation,
            SecretMac = journal.SecretMac,
            Conditions = journal.Conditions,
            JournalVersion = journal.Version,
            History = journal.History,
            Snapshot = journal.Snapshot,
        },
    };
}
