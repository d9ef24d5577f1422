using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;

namespace Coffer.Kube.Secrets;

/// <summary>Reads what the port tells of a Secret from its metadata; of a whole Secret, the values are not touched.</summary>
internal static class SightingReader
{
    /// <exception cref="JsonException">Name, namespace, UID or version is missing.</exception>
    public static SecretSighting Read(JsonElement secret, bool deleted = false)
    {
        var metadata = secret.Child("metadata") ?? throw new JsonException("metadata is missing");
        var owners = ManagedFields.Of(metadata);
        return new SecretSighting
        {
            Key = new ObjectKey(metadata.Required("namespace"), metadata.Required("name")),
            Uid = metadata.Required("uid"),
            ResourceVersion = metadata.Required("resourceVersion"),
            Deleted = deleted || metadata.Text("deletionTimestamp") is not null,
            Labels = metadata.Child("labels").Texts(),
            Annotations = metadata.Child("annotations").Texts(),
            Owners = [.. metadata.Child("ownerReferences").Items().Select(ReadOwner)],
            OwnedKeys = owners.OwnedKeys,
            OtherDataManagers = owners.OtherDataManagers,
            OtherStampManagers = owners.OtherStampManagers,
            LastOtherManager = owners.LastOther,
        };
    }

    private static Owner ReadOwner(JsonElement owner) =>
        new(owner.Required("apiVersion"), owner.Required("kind"), owner.Required("name"), owner.Required("uid"));
}
