namespace Coffer.Contracts.Ports;

/// <summary>
/// What became of an append: one of <see cref="Stored"/>, <see cref="Conflict"/>, <see cref="Gone"/>, <see cref="Rejected"/>,
/// <see cref="Unavailable"/>.
/// </summary>
public abstract record Appended
{
    private Appended()
    {
    }

    /// <summary>It is stored.</summary>
    /// <param name="ResourceVersion">The resource's version now.</param>
    /// <param name="FieldsLost">True when the API server warned that it dropped fields it doesn't know: the CRDs are not ours. Null when
    /// there was nothing to write: that tells nothing of the fields.</param>
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
