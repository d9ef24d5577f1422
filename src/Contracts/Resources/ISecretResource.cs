namespace Coffer.Contracts.Resources;

/// <summary>
/// What all kinds of secrets have in common: who reads, which Secret is kept in step, which workloads are rolled, and the journal.
/// </summary>
public interface ISecretResource : IResource
{
    /// <summary>Its kind.</summary>
    ResourceKind ResourceKind { get; }

    /// <summary>VaultAuth: <c>name</c>, <c>namespace/name</c>, or empty for <c>default</c> in the operator's namespace.</summary>
    string? VaultAuthRef { get; }

    /// <summary>Vault namespace that is read in; null for that of the VaultAuth.</summary>
    string? VaultNamespace { get; }

    /// <summary>How often Vault is read, as a Go duration; null where the kind decides.</summary>
    string? RefreshAfter { get; }

    /// <summary>Whether digests of the data are kept, which restarts need.</summary>
    bool HmacSecretData { get; }

    /// <summary>How changes are noticed.</summary>
    SyncConfig? SyncConfig { get; }

    /// <summary>Workloads to roll when the content changes.</summary>
    IReadOnlyList<RolloutRestartTarget>? RolloutRestartTargets { get; }

    /// <summary>The Secret.</summary>
    Destination Destination { get; }

    /// <summary>Whether what Vault made for the Secret is given back when it is replaced, and on deletion.</summary>
    bool Revokes => false;

    /// <summary>Whether a Secret that is not ours to delete is emptied on deletion.</summary>
    bool Clears => false;

    /// <summary>The part of the status that all kinds have; null before the first status.</summary>
    ISecretStatus? Status { get; }

    /// <summary>Namespace and name.</summary>
    ObjectKey Key => new(Metadata.Namespace, Metadata.Name);

    /// <summary>Kind, namespace and name.</summary>
    ResourceRef Ref => new(ResourceKind.Kind, Metadata.Namespace, Metadata.Name);

    /// <summary>The same resource with another journal in its status.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="isOfThis">False when the status that is there was written for another object: then nothing of it is kept.</param>
    ISecretResource With(SecretJournal journal, bool isOfThis);
}
