using Coffer.Contracts.Resources;

namespace Coffer.Domain.Journal;

/// <summary>
/// Keeps the status of a resource true that has nothing but a verdict (VaultConnection, VaultAuth, SecretTransformation): no history, and
/// the next status follows from the last verdict alone.
/// </summary>
/// <param name="read">The state in a resource's status; the initial one where there is no status.</param>
/// <param name="write">The resource with the status that holds a state.</param>
public sealed class JudgedStatus<TResource>(Func<TResource, JudgedState> read, Func<TResource, JudgedState, TResource> write)
    : IAggregate<TResource, JudgedState, Judged>
    where TResource : IResource
{
    /// <inheritdoc/>
    public JudgedState Initial => JudgedState.Initial;

    /// <inheritdoc/>
    public JudgedState Read(TResource resource) => read(resource);

    /// <inheritdoc/>
    public JudgedState Evolve(JudgedState state, Judged verdict) => new()
    {
        Valid = verdict.Valid,
        Error = verdict.Error,
        SpecHash = verdict.SpecHash,
        Generation = verdict.Generation,
        Conditions = Conditions.Merge(state.Conditions, verdict.Generation, verdict.At, verdict.Sayings, [.. verdict.Withdrawn]),
        ToldAt = verdict.At,
    };

    /// <inheritdoc/>
    public TResource Write(TResource resource, JudgedState state, IReadOnlyList<Judged> events, DateTimeOffset now) =>
        write(resource, state);

    /// <inheritdoc/>
    public bool Holds(TResource stored, TResource written) => read(stored).IsAlike(read(written));
}
