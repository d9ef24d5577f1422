using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;

namespace Coffer.Domain.Secrets;

/// <summary>How the state of a secret stands in its status.</summary>
/// <param name="leastRefresh">A shorter <c>refreshAfter</c> is told to be raised to this.</param>
public sealed class SecretStatus<TResource>(TimeSpan leastRefresh = default) : IAggregate<TResource, SecretState, SecretEvent>
    where TResource : class, ISecretResource
{
    private readonly SecretConditions _conditions = new(leastRefresh);

    /// <inheritdoc/>
    public SecretState Initial => SecretState.Initial;

    /// <inheritdoc/>
    public SecretState Read(TResource resource)
    {
        if (StoredStatus.Of(resource) is not { } status)
        {
            return Initial;
        }

        var snapshot = status.Snapshot ?? new SecretSnapshot();
        return new SecretState
        {
            Version = status.JournalVersion ?? 0,
            Snapshot = snapshot,
            Problem = snapshot.Phase == Phases.Failing ? Problem(Conditions.Find(status.Conditions, SecretConditions.Synced)) : null,
            ReferenceMac = status.SecretMac,
            NotedGeneration = status.ObservedGeneration ?? 0,
            JournalLost = Conditions.Find(status.Conditions, SecretConditions.JournalLost) is { Status: "True" },
            Contest = Conditions.Find(status.Conditions, SecretConditions.Contested) is { Status: "True", Message: var sign } ? sign : null,
            Dispute = Conditions.Find(status.Conditions, SecretConditions.Disputed) is { Status: "True", Message: var dispute }
                ? dispute
                : null,
        };
    }

    /// <inheritdoc/>
    public SecretState Evolve(SecretState state, SecretEvent @event) => state.Evolve(@event);

    /// <inheritdoc/>
    public TResource Write(TResource resource, SecretState state, IReadOnlyList<SecretEvent> events, DateTimeOffset now)
    {
        var (generation, held) = (state.NotedGeneration, StoredStatus.Of(resource));
        var (said, withdrawn) = (_conditions.Sayings(resource, state), _conditions.Withdrawn(resource, state));
        var journal = new SecretJournal
        {
            Generation = generation,
            SecretMac = state.ReferenceMac,
            Problem = state.Problem?.Reason,
            Conditions = Conditions.Merge(held?.Conditions, generation, now, said, withdrawn),
            Version = state.Version,
            History = History.Add(held?.History, state.Version - events.Count, now, events.Select(SecretHistory.Line)),
            Snapshot = state.Snapshot with { ResourceUid = resource.Metadata.Uid },
        };
        return (TResource)resource.With(journal, isOfThis: held is not null);
    }

    /// <inheritdoc/>
    public bool Holds(TResource stored, TResource written) =>
        stored.Metadata.Uid == written.Metadata.Uid
        && stored.Status?.JournalVersion == written.Status?.JournalVersion
        && stored.Status?.History is [.., var last] && written.Status?.History is [.., var mine] && last == mine;

    private static Problem? Problem(Condition? condition) =>
        condition is { Status: "False" } ? new Problem(condition.Reason, condition.Message) : null;
}
