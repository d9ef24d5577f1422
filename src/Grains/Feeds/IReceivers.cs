using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;

namespace Coffer.Grains.Feeds;

/// <summary>Who is who among the actors: the one place that knows which grain looks after which object.</summary>
internal interface IReceivers
{
    /// <summary>The actor of a custom resource.</summary>
    IResourceGrain Resource(ResourceKind kind, ObjectKey key);

    /// <summary>The actor that owns a Secret, by its grain key.</summary>
    ISecretWitness Witness(string owner);

    /// <summary>The actor that asked for a restart, by its grain key.</summary>
    IRestartSource RestartSource(string source);
}
