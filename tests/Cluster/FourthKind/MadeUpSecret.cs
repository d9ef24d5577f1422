using Coffer.Contracts.Resources;

namespace Coffer.Cluster.Tests.FourthKind;

/// <summary>A secret that is made of two places of Vault and lives for as long as one of them says.</summary>
[GenerateSerializer, Immutable, Alias("test.MadeUpSecret")]
public sealed record MadeUpSecret : ISecretResource
{
    public static readonly ResourceKind Kind = new(ResourceKinds.Group, ResourceKinds.Version, "MadeUpSecret", "madeupsecrets");

    [Id(0)]
    public ObjectMeta Metadata { get; init; } = new();

    [Id(1)]
    public MadeUpSpec Spec { get; init; } = new();

    [Id(2)]
    public MadeUpStatus? Status { get; init; }

    ResourceKind ISecretResource.ResourceKind => Kind;

    string? ISecretResource.VaultAuthRef => "a";

    string? ISecretResource.VaultNamespace => null;

    string? ISecretResource.RefreshAfter => null;

    bool ISecretResource.HmacSecretData => true;

    SyncConfig? ISecretResource.SyncConfig => null;

    IReadOnlyList<RolloutRestartTarget>? ISecretResource.RolloutRestartTargets => Spec.RolloutRestartTargets;

    Destination ISecretResource.Destination => Spec.Destination;

    ISecretStatus? ISecretResource.Status => Status;

    public IResource With(ObjectMeta metadata) => this with { Metadata = metadata };

    ISecretResource ISecretResource.With(SecretJournal journal, bool isOfThis) => this with
    {
        Status = new MadeUpStatus
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
