using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;

namespace Coffer.Grains.Feeds;

/// <summary>Who is who among the actors: the one place that knows which grain looks after which object.</summary>
internal interface IReceivers
{
    /// <summary>The actor of a custom resource.</summary>
    IResourceGrain Resource(ResourceKind kind, ObjectKey key);

    /// <summary>Names of the kinds of secrets that have actors.</summary>
    IReadOnlyCollection<string> SecretKinds { get; }

    /// <summary>The actor of a secret; null where its kind has none in this release.</summary>
    ISecretGrain? Secret(ResourceRef secret);
}
