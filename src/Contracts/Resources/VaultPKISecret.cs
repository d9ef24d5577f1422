using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>A certificate that Vault issues.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultPKISecret")]
public sealed record VaultPKISecret : ISecretResource
{
    /// <summary>Group and version.</summary>
    [Id(0), JsonPropertyName("apiVersion")]
    public string ApiVersion { get; init => field = value ?? ResourceKinds.ApiVersion; } = ResourceKinds.ApiVersion;

    /// <summary>The kind's name.</summary>
    [Id(1), JsonPropertyName("kind")]
    public string Kind { get; init => field = value ?? ResourceKinds.VaultPKISecret.Kind; } = ResourceKinds.VaultPKISecret.Kind;

    /// <inheritdoc/>
    [Id(2), JsonPropertyName("metadata")]
    public ObjectMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>What is wanted.</summary>
    [Id(3), JsonPropertyName("spec")]
    public VaultPKISecretSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What is so; null before the first status.</summary>
    [Id(4), JsonPropertyName("status")]
    public VaultPKISecretStatus? Status { get; init; }

    ResourceKind ISecretResource.ResourceKind => ResourceKinds.VaultPKISecret;

    string? ISecretResource.VaultAuthRef => Spec.VaultAuthRef;

    string? ISecretResource.VaultNamespace => Spec.Namespace;

    string? ISecretResource.RefreshAfter => null;

    bool ISecretResource.HmacSecretData => true;

    SyncConfig? ISecretResource.SyncConfig => null;

    IReadOnlyList<RolloutRestartTarget>? ISecretResource.RolloutRestartTargets => Spec.RolloutRestartTargets;

    Destination ISecretResource.Destination => Spec.Destination;

    bool ISecretResource.Revokes => Spec.Revoke;

    bool ISecretResource.Clears => Spec.Clear;

    ISecretStatus? ISecretResource.Status => Status;

    /// <inheritdoc/>
    public IResource With(ObjectMeta metadata) => this with { Metadata = metadata };

    ISecretResource ISecretResource.With(SecretJournal journal, bool isOfThis) => this with
    {
        Status = ((isOfThis ? Status : null) ?? new VaultPKISecretStatus()) with
        {
            SerialNumber = journal.Snapshot.Certificate?.SerialNumber,
            Expiration = journal.Snapshot.Certificate?.NotAfter.ToUnixTimeSeconds(),
            LastRotation = journal.Snapshot.Certificate?.Issued.ToUnixTimeSeconds() ?? 0,
            Valid = journal.Problem is null,
            Error = journal.Problem ?? "",
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
