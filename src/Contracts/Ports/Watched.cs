using Coffer.Contracts.Resources;

namespace Coffer.Contracts.Ports;

/// <summary>One object of a watch.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Uid">Its UID.</param>
/// <param name="ResourceVersion">Its version.</param>
public abstract record Watched(ObjectKey Key, string Uid, string ResourceVersion)
{
    /// <summary>A custom resource, whole.</summary>
    public sealed record Resource(IResource Value)
        : Watched(new ObjectKey(Value.Metadata.Namespace, Value.Metadata.Name), Value.Metadata.Uid, Value.Metadata.ResourceVersion);

    /// <summary>A Secret's metadata.</summary>
    public sealed record Secret(SecretSighting Sighting) : Watched(Sighting.Key, Sighting.Uid, Sighting.ResourceVersion);
}
