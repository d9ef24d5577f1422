using System.Collections.Immutable;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>The destination Secret, as its metadata showed it.</summary>
/// <param name="Uid">UID; empty when it is missing and never was seen.</param>
/// <param name="Version">resourceVersion.</param>
/// <param name="Missing">It is not there, or on its way out.</param>
/// <param name="Stamp">Content digest stamped on it; null for none.</param>
/// <param name="OwnKeys">Data keys that our Apply entry owns.</param>
/// <param name="HasOthers">Somebody else owns data keys.</param>
/// <param name="Tampered">Labels, annotations or the owner are not as they were written.</param>
/// <param name="Rival">Field manager other than ours that wrote it last, as far as was ever seen: our repair takes its fields, and with
/// them its name, from the Secret. Null when none is known.</param>
/// <param name="Name">Its name; null for the destination of whoever looked.</param>
public sealed record SecretView(
    string Uid, string Version, bool Missing, string? Stamp, int OwnKeys, bool HasOthers, bool Tampered = false, string? Rival = null,
    string? Name = null)
{
    /// <summary>UID of the resource that owns it, as <see cref="Ownership.OwnerUid"/> tells; null where no sighting told.</summary>
    public string? Owner { get; init; }

    /// <summary>The part of a sighting that decisions rest on.</summary>
    public static SecretView Of(SecretSighting sighting, ISecretResource? resource, string? rival)
    {
        var view = new SecretView(
            sighting.Uid, sighting.ResourceVersion, sighting.Deleted, sighting.Annotations.GetValueOrDefault(SecretAnnotations.Digest),
            sighting.OwnedKeys.Count, sighting.OtherDataManagers.Count > 0, IsTampered(sighting, resource),
            sighting.LastOtherManager ?? rival, resource is null ? sighting.Key.Name : null)
        {
            Owner = Ownership.OwnerUid(sighting) is var owner && owner == resource?.Metadata.Uid ? resource.Metadata.Uid : owner,
        };
        return resource is not null && StoredStatus.Of(resource)?.Snapshot is { } journal
            ? view.Sharing(journal.SecretUid, journal.SecretResourceVersion, journal.ContentDigest)
            : view;
    }

    /// <summary>The same, with the journal's texts where they are equal: a secret at rest holds each only once.</summary>
    public SecretView Sharing(string? uid, string? version, string? digest) =>
        this with
        {
            Uid = uid == Uid ? uid : Uid,
            Version = version == Version ? version : Version,
            Stamp = digest == Stamp ? digest : Stamp,
        };

    /// <summary>
    /// What a sync leaves behind. Where nothing was written it is not known whether the Secret bears our stamp: none is assumed, which has
    /// it looked at before the next write.
    /// </summary>
    public static SecretView After(SyncFact.InStep fact) => new(
        fact.Content.SecretUid, fact.Content.SecretVersion, Missing: false,
        fact.Effect is WriteEffect.None or WriteEffect.Adopted or WriteEffect.Restored ? null : fact.Content.ContentDigest,
        fact.Keys, HasOthers: false);

    private static bool IsTampered(SecretSighting sighting, ISecretResource? resource) =>
        resource is not null && Ownership.IsTampered(sighting, resource, StoredStatus.Of(resource)?.Snapshot);

    /// <summary>What a look that found nothing tells.</summary>
    public static SecretView Nothing(string version) => new("", version, Missing: true, null, 0, HasOthers: false);
}
