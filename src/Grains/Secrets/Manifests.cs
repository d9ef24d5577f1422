using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;

namespace Coffer.Grains.Secrets;

/// <summary>Makes the manifest of a destination Secret.</summary>
internal static class Manifests
{
    public static SecretManifest Of(ISecretResource resource, SecretData data, string digest, string resourceVersion)
    {
        var (meta, destination) = (resource.Metadata, resource.Destination);
        var annotations = new Dictionary<string, string>(destination.Create
            ? destination.Annotations ?? new Dictionary<string, string>()
            : new Dictionary<string, string>())
        {
            [SecretAnnotations.Digest] = digest,
            [SecretAnnotations.Source] = Ownership.SourceOf(resource),
        };
        return new SecretManifest
        {
            Key = new ObjectKey(meta.Namespace, destination.Name),
            ResourceVersion = resourceVersion,
            Data = data.Entries,
            Type = WriteRules.WantedType(destination),
            Labels = destination.Create ? Ownership.Labels(destination.Labels, meta.Uid) : new Dictionary<string, string>(),
            Annotations = annotations,
            Owner = destination.Create ? Ownership.OwnerOf(resource) : null,
        };
    }
}
