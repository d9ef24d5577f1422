using Coffer.Contracts;
using Coffer.Contracts.Grains;

namespace Coffer.Grains.Transformations;

/// <summary>The SecretTransformations as one silo knows them: a thousand secrets cost the grain of one a call now and then.</summary>
internal interface ITransformations
{
    /// <summary>A SecretTransformation, or why it can't be used; a few seconds old at most. Never throws but on cancellation.</summary>
    /// <param name="key">Which.</param>
    /// <param name="dependent">The secret to tell when it changes.</param>
    /// <param name="cancellation">Ends this wait.</param>
    Task<TransformationReply> GetAsync(ObjectKey key, ResourceRef dependent, CancellationToken cancellation);

    /// <summary>Has a dependent told when the transformation changes, without asking for it. Cheap: sent in batches.</summary>
    void Watch(ObjectKey key, ResourceRef dependent);

    /// <summary>
    /// A dependent that is gone, or refers to others, is told nothing more; a transformation that nobody refers to is let go.
    /// </summary>
    void Unwatch(ObjectKey key, ResourceRef dependent);

    /// <summary>
    /// Something changed: the next <see cref="GetAsync"/> asks the grain. To be called by a dependent that is told of it.
    /// </summary>
    void Forget(ObjectKey key);
}
