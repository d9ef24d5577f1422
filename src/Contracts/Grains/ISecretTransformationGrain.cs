using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>One SecretTransformation: its validity, its status. Reads no secret.</summary>
[Alias("coffer.ISecretTransformationGrain")]
public interface ISecretTransformationGrain : IResourceGrain
{
    /// <summary>The transformation, or why it can't be used. One GET when the feed has not delivered the object yet.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:15"), Alias("GetTransformation")]
    Task<TransformationReply> GetTransformation();

    /// <summary>
    /// These want to be told when this transformation changes; to be repeated every few minutes. Those whose silo holds another state of it
    /// than the current one are told at once.
    /// </summary>
    /// <param name="dependents">Secrets.</param>
    /// <param name="input">What they work with, as in <see cref="TransformationReply.Input"/>; null for nothing yet.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("Subscribe")]
    Task Subscribe(IReadOnlyList<ResourceRef> dependents, InputRef? input);
}
