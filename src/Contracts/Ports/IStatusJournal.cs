using System.Text.Json.Nodes;
using Coffer.Contracts.Resources;

namespace Coffer.Contracts.Ports;

/// <summary>The journal of one custom resource: its <c>.status</c>, changed by one merge patch with the resourceVersion as precondition.</summary>
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
}

/// <summary>What became of an append: one of <see cref="Stored"/>, <see cref="Conflict"/>, <see cref="Gone"/>, <see cref="Rejected"/>, <see cref="Unavailable"/>.</summary>
public abstract record Appended
{
    private Appended()
    {
    }

    /// <summary>It is stored.</summary>
    /// <param name="ResourceVersion">The resource's version now.</param>
    /// <param name="FieldsLost">True when the API server warned that it dropped fields it doesn't know: the CRDs are not ours. Null when there was nothing to write: that tells nothing of the fields.</param>
    public sealed record Stored(string ResourceVersion, bool? FieldsLost) : Appended;

    /// <summary>The resource has another version by now (409).</summary>
    public sealed record Conflict : Appended;

    /// <summary>The resource is no more (404).</summary>
    public sealed record Gone : Appended;

    /// <summary>The API server will never take this (400, 403, 413, 422).</summary>
    public sealed record Rejected(Failure Failure) : Appended;

    /// <summary>No answer, or none that settles it: it may be stored or not.</summary>
    public sealed record Unavailable(Failure Failure) : Appended;
}

/// <summary>A success without a value.</summary>
public sealed record Done
{
    /// <summary>The only one.</summary>
    public static readonly Done Instance = new();
}
