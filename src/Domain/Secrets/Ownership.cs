using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>Labels and owners of destination Secrets; the same as the reference's, so that either operator knows them as its own.</summary>
public static class Ownership
{
    /// <summary>Label with the UID of the resource.</summary>
    public const string UidLabel = "secrets.hashicorp.com/vso-ownerRefUID";

    private static readonly KeyValuePair<string, string> ManagedBy = new("app.kubernetes.io/managed-by", "hashicorp-vso");

    private static readonly KeyValuePair<string, string>[] Common =
    [
        ManagedBy,
        new("app.kubernetes.io/name", "vault-secrets-operator"),
        new("app.kubernetes.io/component", "secret-sync"),
    ];

    /// <summary>Labels of a Secret that is created for a resource: the manifest's, overridden by the owner's.</summary>
    public static IReadOnlyDictionary<string, string> Labels(IReadOnlyDictionary<string, string>? wanted, string uid)
    {
        var labels = new Dictionary<string, string>(wanted ?? new Dictionary<string, string>());
        foreach (var (key, value) in Common)
        {
            labels[key] = value;
        }

        labels[UidLabel] = uid;
        return labels;
    }

    /// <summary>What is told of labels that the manifest wants and the owner's own take the place of.</summary>
    public static IEnumerable<string> Overridden(Destination destination)
    {
        var lost = (destination.Labels ?? new Dictionary<string, string>())
            .Where(label => label.Key == UidLabel || Common.Any(own => own.Key == label.Key && own.Value != label.Value))
            .Select(label => label.Key).Order(StringComparer.Ordinal).ToList();
        return destination.Create && lost.Count > 0
            ? [$"spec.destination.labels: {string.Join(", ", lost)} tell the operator which Secrets are its own, and keep its values: "
                + "leave them out of the manifest"]
            : [];
    }

    /// <summary>The owner reference of a created Secret.</summary>
    public static Owner OwnerOf(ISecretResource resource) =>
        new(ResourceKinds.ApiVersion, resource.ResourceKind.Kind, resource.Metadata.Name, resource.Metadata.Uid);

    /// <summary>
    /// Whose an existing Secret is. One with the owner's labels and no other living owner is ours: an owner of the same kind and name under
    /// another UID is a former life of this resource. So is the one that the journal tells of, when all its marks were taken away and
    /// nobody has put others there.
    /// </summary>
    public static Belongs Of(SecretSighting secret, ISecretResource resource, SecretSnapshot? journal)
    {
        var labelled = HasLabels(secret);
        if (IsOfAnother(secret, resource) || labelled && IsOwnedByOthers(secret, resource))
        {
            return Belongs.Foreign;
        }

        if (!resource.Destination.Create)
        {
            return Belongs.ByManifest;
        }

        return labelled || IsMarked(secret, resource) || IsStripped(secret, resource, journal) ? Belongs.Ours
            : resource.Destination.Overwrite ? Belongs.ByManifest
            : Belongs.Foreign;
    }

    /// <summary>True when somebody took away or changed labels, annotations or the owner of a Secret that we have written.</summary>
    public static bool IsTampered(SecretSighting secret, ISecretResource resource, SecretSnapshot? journal)
    {
        var destination = resource.Destination;
        return destination.Create && IsWritten(secret, resource, journal)
            && !(Holds(secret.Labels, Labels(destination.Labels, resource.Metadata.Uid))
                && Holds(secret.Annotations, destination.Annotations ?? new Dictionary<string, string>())
                && secret.Annotations.ContainsKey(SecretAnnotations.Digest)
                && IsMarked(secret, resource));
    }

    /// <summary>
    /// True when we have written it. One that was only adopted bears the reference's labels, and neither our stamp nor a field of ours.
    /// </summary>
    public static bool IsWritten(SecretSighting secret, ISecretResource resource, SecretSnapshot? journal) =>
        secret.Annotations.ContainsKey(SecretAnnotations.Digest) || secret.OwnedKeys.Count > 0 || IsStripped(secret, resource, journal);

    /// <summary>
    /// UID of the resource that owns the Secret and that its label names; empty when there is none. One without its owner would outlive the
    /// resource; one whose owner is a former life of it is about to be collected, unless it is written anew.
    /// </summary>
    public static string OwnerUid(SecretSighting secret) =>
        secret.Labels.GetValueOrDefault(UidLabel) is { } uid && secret.Owners.Any(owner => owner.Uid == uid) ? uid : "";

    /// <summary>What a Secret says of who wrote it: <c>Kind/namespace/name</c>.</summary>
    public static string SourceOf(ISecretResource resource) => resource.Ref.ToString();

    /// <summary>
    /// The other resource that a Secret says it was written for; null for none. A destination is always in the namespace of its resource:
    /// what names another one was copied from there, and binds nobody here.
    /// </summary>
    public static ResourceRef? Predecessor(SecretSighting secret, ISecretResource resource) =>
        secret.Annotations.TryGetValue(SecretAnnotations.Source, out var source) && source != SourceOf(resource)
        && ResourceRef.TryParse(source) is { } another && another.Namespace == resource.Metadata.Namespace
            ? another
            : null;

    /// <summary>The Secret as it looks when the resource that it was written for is no more.</summary>
    public static SecretSighting Inherited(SecretSighting secret) => secret with
    {
        Annotations = secret.Annotations.Where(annotation => annotation.Key != SecretAnnotations.Source).ToDictionary(),
    };

    /// <summary>
    /// Two resources with one destination would overwrite each other for ever, whatever their manifests allow: the first keeps it.
    /// </summary>
    private static bool IsOfAnother(SecretSighting secret, ISecretResource resource) => Predecessor(secret, resource) is not null;

    /// <summary>
    /// True when a Secret was created for this resource and nobody else owns it too: then it may be deleted after a rename.
    /// </summary>
    public static bool MayPrune(SecretSighting secret, ISecretResource resource) =>
        HasLabels(secret) && secret.Owners.Count == 1 && secret.Owners[0].Uid == resource.Metadata.Uid;

    /// <summary>Written by us for this very resource, whatever became of the labels.</summary>
    private static bool IsMarked(SecretSighting secret, ISecretResource resource) =>
        secret.Annotations.GetValueOrDefault(SecretAnnotations.Source) == SourceOf(resource) && secret.Owners.Contains(OwnerOf(resource));

    /// <summary>
    /// The very Secret of the journal, without our labels and without anybody else's marks. One that was only lent (create is
    /// false) is journalled without a type, and stays its maker's; one that was made here before create became false was left
    /// here, and can be taken back.
    /// </summary>
    private static bool IsStripped(SecretSighting secret, ISecretResource resource, SecretSnapshot? journal) =>
        journal is not null && secret.Uid.Length > 0
        && (journal.SecretUid == secret.Uid && journal.SecretType is { Length: > 0 } || journal.ReleasedUid == secret.Uid)
        && !HasLabels(secret) && !IsOwnedByOthers(secret, resource) && !IsClaimed(secret, resource);

    private static bool IsOwnedByOthers(SecretSighting secret, ISecretResource resource) =>
        secret.Owners.Any(owner => !IsThis(owner, resource));

    /// <summary>Labels that say of somebody else that the Secret is his.</summary>
    private static bool IsClaimed(SecretSighting secret, ISecretResource resource) =>
        secret.Labels.TryGetValue(ManagedBy.Key, out var manager) && manager != ManagedBy.Value
        || secret.Labels.TryGetValue(UidLabel, out var uid) && uid != resource.Metadata.Uid;

    private static bool Holds(IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, string> wanted) =>
        wanted.All(each => texts.TryGetValue(each.Key, out var held) && held == each.Value);

    private static bool HasLabels(SecretSighting secret) =>
        Common.All(label => secret.Labels.GetValueOrDefault(label.Key) == label.Value);

    private static bool IsThis(Owner owner, ISecretResource resource) =>
        owner.ApiVersion == ResourceKinds.ApiVersion && owner.Kind == resource.ResourceKind.Kind && owner.Name == resource.Metadata.Name;
}
