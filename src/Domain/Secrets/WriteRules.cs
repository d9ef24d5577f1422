using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>Decides whether and how a Secret is written. Never applies to "make sure": a no-op costs as much as a change.</summary>
public static class WriteRules
{
    /// <summary>A version that no existing Secret has: an apply with it creates, and conflicts with whatever exists.</summary>
    public const string None = "1";

    private const string Opaque = "Opaque";

    /// <summary>The type that the manifest asks for; null where the Secret is not ours to type.</summary>
    public static string? WantedType(Destination destination) =>
        !destination.Create ? null : string.IsNullOrEmpty(destination.Type) ? Opaque : destination.Type;

    /// <summary>Before the Secret itself was read.</summary>
    public static WriteChoice Choose(WriteCase on)
    {
        var (snapshot, destination) = (on.State.Snapshot, on.Resource.Destination);
        if (!on.State.HasSynced || snapshot.SecretName != destination.Name)
        {
            return IsSurelyNew(on) ? new WriteChoice.Apply(None, WriteEffect.Created) : new WriteChoice.Look();
        }

        if (IsLeftForLater(on))
        {
            return new WriteChoice.Leave(WriteEffect.None, Secret: null);
        }

        if (snapshot.Replacing is not null || on.Reason == SyncReason.SecretDataDrift)
        {
            return new WriteChoice.Look();
        }

        if (on.Memory.Secret is { Missing: true })
        {
            return destination.Create ? new WriteChoice.Apply(None, WriteEffect.Changed) : new WriteChoice.Look();
        }

        return ChooseKnown(on, snapshot);
    }

    /// <summary>After the Secret itself was read.</summary>
    /// <param name="on">The case.</param>
    /// <param name="secret">The Secret; null when there is none.</param>
    /// <param name="holds">Whether it holds every key of the new content with the same value.</param>
    /// <param name="restarts">Whether its restart digest is another one than that of the new content.</param>
    public static WriteChoice ChooseLooked(WriteCase on, SecretContent? secret, bool holds, bool restarts)
    {
        var destination = on.Resource.Destination;
        if (secret is null)
        {
            return destination.Create
                ? new WriteChoice.Apply(None, on.State.HasSynced ? WriteEffect.Changed : WriteEffect.Created)
                : new WriteChoice.Refuse(Missing(on));
        }

        if (ForbiddenTypes.Holds(secret.Type))
        {
            return new WriteChoice.Refuse(Forbidden(on, secret.Type));
        }

        var (meta, journal) = (secret.Metadata, on.State.Snapshot);
        var belongs = Ownership.Of(meta, on.Resource, journal);
        if (belongs == Belongs.Foreign)
        {
            return new WriteChoice.Refuse(NotOurs(on));
        }

        var replacing = journal.Replacing == meta.Uid;
        var known = on.State.HasSynced && journal.SecretName == destination.Name;
        var typeDiffers = WantedType(on.Resource.Destination) is { } wanted && wanted != secret.Type;
        var settled = !destination.Create
            || belongs == Belongs.Ours && Ownership.OwnerUid(meta) == on.Resource.Metadata.Uid
                && !(known && Ownership.IsTampered(meta, on.Resource, journal));
        if (holds && !typeDiffers && settled && !replacing && on.Reason != SyncReason.SpecChanged)
        {
            return new WriteChoice.Leave(
                known ? Found(on, meta.Uid) : WriteEffect.Adopted, new SecretVersion(meta.Uid, meta.ResourceVersion));
        }

        // An immutable Secret still takes labels, annotations and an owner.
        if (typeDiffers || secret.Immutable && !(holds && secret.Data.Count == on.Digests.Keys))
        {
            return !destination.Create ? new WriteChoice.Refuse(Immutable(on))
                : replacing ? new WriteChoice.DeleteAndApply(meta.Uid, meta.ResourceVersion)
                : new WriteChoice.Replace(meta.Uid);
        }

        var effect = EffectOf(on, known, belongs, restarts);
        return destination.Create && !Ownership.IsWritten(meta, on.Resource, journal) && meta.OtherDataManagers.Count > 0
            ? new WriteChoice.TakeAndApply(meta.ResourceVersion, effect)
            : new WriteChoice.Apply(meta.ResourceVersion, effect);
    }

    private static WriteChoice ChooseKnown(WriteCase on, SecretSnapshot snapshot)
    {
        var (seen, unsettled) = (on.Memory.Secret, on.Memory.Unsettled(on.State));
        var respecified = on.Reason == SyncReason.SpecChanged;
        if (!respecified && unsettled is not null && unsettled.Stamp == on.Digests.Content && unsettled.OwnKeys == on.Digests.Keys)
        {
            return new WriteChoice.Leave(Found(on, unsettled.Uid), new SecretVersion(unsettled.Uid, unsettled.Version));
        }

        if (!respecified && unsettled is null && snapshot.ContentDigest == on.Digests.Content)
        {
            return new WriteChoice.Leave(WriteEffect.None, Secret: null);
        }

        if (!on.State.IsComparable(on.Digests.KeyId) || WantedType(on.Resource.Destination) is { } wanted && snapshot.SecretType != wanted)
        {
            return new WriteChoice.Look();
        }

        // One that bears no stamp was adopted: its fields are taken over right before the first change of content.
        return seen is null or { Stamp: null } || seen.Version != snapshot.SecretResourceVersion
            ? new WriteChoice.Look()
            : new WriteChoice.Apply(snapshot.SecretResourceVersion!, WriteEffect.Changed);
    }

    /// <summary>A repair that has to wait is not made by a refresh that finds nothing new.</summary>
    private static bool IsLeftForLater(WriteCase on) =>
        on.Memory.Repairs is { } repairs && repairs.Slowed() && on.Reason is SyncReason.Refresh or SyncReason.Retry
        && on.State.Snapshot.ContentDigest == on.Digests.Content && on.State.Snapshot.Replacing is null;

    /// <summary>
    /// How a Secret that holds the content came by it: when the journal knows another content or another Secret, it was written and a crash
    /// kept that from being told, or the journal went back in time.
    /// </summary>
    private static WriteEffect Found(WriteCase on, string uid) =>
        (on.State.Snapshot.ContentDigest == on.Digests.Content || !on.State.IsComparable(on.Digests.KeyId))
        && on.State.Snapshot.SecretUid == uid
            ? WriteEffect.None
            : on.Memory.IsRewound ? WriteEffect.Restored
            : WriteEffect.Changed;

    /// <summary>Where the journal's digests can't tell whether workloads would see a difference, what the Secret held does.</summary>
    private static WriteEffect EffectOf(WriteCase on, bool known, Belongs belongs, bool restarts) =>
        known && (!restarts || on.State.IsComparable(on.Digests.KeyId)) ? WriteEffect.Changed
        : known || belongs == Belongs.Ours && restarts ? WriteEffect.ChangedOurs
        : WriteEffect.Created;

    /// <summary>True when nothing hints at an existing Secret: then one apply says more than a read.</summary>
    public static bool IsSurelyNew(WriteCase on) =>
        on.Resource.Destination.Create && on.Memory.Secret is null or { Missing: true }
        && !on.State.HasSynced && on.State.ReferenceMac is null && on.Resource.Status?.LastGeneration is null or 0
        && on.State.Snapshot.Replacing is null;

    /// <summary>There is no Secret and it is not ours to make.</summary>
    public static Problem Missing(WriteCase on) => new(
        "SecretSyncError",
        $"Secret {on.Resource.Metadata.Namespace}/{on.Resource.Destination.Name} does not exist and spec.destination.create is false: "
        + "create it, or set spec.destination.create to true");

    private static Problem NotOurs(WriteCase on) => new(
        "SecretSyncError",
        $"not the owner of the destination Secret {on.Resource.Metadata.Namespace}/{on.Resource.Destination.Name}: choose another "
        + "spec.destination.name, delete that Secret, or set spec.destination.overwrite to take it over (never from another "
        + "living resource of this operator)");

    private static Problem Forbidden(WriteCase on, string type) => new(
        "SecretSyncError",
        $"Secret {on.Resource.Metadata.Namespace}/{on.Resource.Destination.Name} is of the type {type}, which others of the cluster live "
        + "by, and is left alone: choose another spec.destination.name");

    private static Problem Immutable(WriteCase on) => new(
        "SecretSyncError",
        $"Secret {on.Resource.Metadata.Namespace}/{on.Resource.Destination.Name} is immutable and not ours to replace: delete it, or set "
        + "spec.destination.create to true");
}
