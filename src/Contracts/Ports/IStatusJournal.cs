using System.Text.Json.Nodes;
using Coffer.Contracts.Resources;

namespace Coffer.Contracts.Ports;

/// <summary>
/// The journal of one custom resource: its <c>.status</c>, changed by one merge patch with the resourceVersion as precondition.
/// </summary>
public interface IStatusJournal
{
    /// <summary>Stores a status. Ends within 10 s and never retries: after a conflict the caller decides again.</summary>
    /// <param name="kind">The resource's kind.</param>
    /// <param name="key">The resource.</param>
    /// <param name="resourceVersion">The version that was decided on.</param>
    /// <param name="status">The merge patch of <c>.status</c>: null removes a field.</param>
    /// <param name="cancellation">Stops waiting; the patch may have landed all the same.</param>
    Task<Appended> AppendAsync(ResourceKind kind, ObjectKey key, string resourceVersion, JsonObject status, CancellationToken cancellation);

    /// <summary>GETs the resource; NotFound when it is gone.</summary>
    Task<Outcome<IResource>> LoadAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellation);

    /// <summary>Removes one finalizer by JSON patch (<c>test</c> and <c>remove</c>). Succeeds when it is not there.</summary>
    Task<Outcome<Done>> RemoveFinalizerAsync(ResourceKind kind, ObjectKey key, string finalizer, CancellationToken cancellation);

    /// <summary>Puts one finalizer on. Succeeds when it is there; an object that is being deleted gets none.</summary>
    Task<Outcome<Done>> AddFinalizerAsync(ResourceKind kind, ObjectKey key, string finalizer, CancellationToken cancellation);
}
