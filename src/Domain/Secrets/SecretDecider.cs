using System.Collections.Immutable;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Timing;

namespace Coffer.Domain.Secrets;

/// <summary>
/// All that a secret decides: <see cref="Decide"/> is the only way in, <see cref="Next"/> the only way out. Pure, and no event is told
/// twice: the same outcome on the resulting state does not give it again.
/// </summary>
/// <param name="planner">Reads the manifests of the kind.</param>
public sealed class SecretDecider(SecretPlanner planner)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly SyncRules _rules = new(planner);
    private readonly SecretAgenda _agenda = new(new SyncRules(planner));

    /// <summary>What follows from an outcome.</summary>
    /// <param name="resource">The resource as last seen; null before that and after its deletion.</param>
    /// <param name="state">Its journal.</param>
    /// <param name="memory">What this activation knows beside it.</param>
    /// <param name="outcome">What was heard or found out.</param>
    /// <param name="now">Now.</param>
    public Decision Decide(ISecretResource? resource, SecretState state, SecretMemory memory, SecretOutcome outcome, DateTimeOffset now) =>
        resource is null
            ? new Decision([], Unknown(memory, outcome, now))
            : new Decision(Events(resource, state, memory, outcome, now), Remember(resource, state, memory, outcome, now));

    /// <summary>The next step.</summary>
    /// <inheritdoc cref="Decide"/>
    public SecretStep Next(ISecretResource resource, SecretState state, SecretMemory memory, DateTimeOffset now) =>
        !memory.HasBegun ? new SecretStep.Begin()
        : memory.PausedUntil > now ? new SecretStep.Wait(memory.PausedUntil.Value)
        : resource.Metadata.DeletionTimestamp is not null ? Finalizing.OnDeletion(resource, memory, now)
        : Known(resource, state, memory, memory.Reports, now).Count > 0 ? new SecretStep.Append()
        : Finalizing.IsDue(resource, memory, now) ? new SecretStep.SetFinalizer()
        : Finalizing.AtLatest(_agenda.Next(resource, state, memory, now), resource, memory);

    private IReadOnlyList<SecretEvent> Events(
        ISecretResource resource, SecretState state, SecretMemory memory, SecretOutcome outcome, DateTimeOffset now) => outcome switch
        {
            SecretOutcome.Synced synced => SyncEvents.OnSync(resource, state, synced.Fact),
            SecretOutcome.Known known => Known(resource, state, memory, known.Reports, now),
            SecretOutcome.Pruned pruned => SyncEvents.OnPruned(state, pruned.Name),
            SecretOutcome.Returned returned => SyncEvents.OnReturned(state, returned.Id, returned.Why),
            SecretOutcome.Stored stored => SyncEvents.OnStored(state, stored.FieldsLost),
            _ => [],
        };

    /// <summary>
    /// What is to be told of what is known already: an ordered list, the first that applies wins. In a contest nothing else is.
    /// </summary>
    private IReadOnlyList<SecretEvent> Known(
        ISecretResource resource, SecretState state, SecretMemory memory, ImmutableArray<RestartReport> reports, DateTimeOffset now)
    {
        if (state.Contest is not null)
        {
            return Contests.End(resource, state, memory, now);
        }

        var contested = Contests.Begin(resource, state, memory, now);
        var events = contested.Count > 0 ? contested : Restarts.Reported(state, reports);
        events = events.Count > 0 ? events : Disputes.Decide(resource, state, memory, now);
        return events.Count > 0 ? events : SyncEvents.OnNote(resource, state, _rules);
    }

    private static SecretMemory Unknown(SecretMemory memory, SecretOutcome outcome, DateTimeOffset now) => outcome switch
    {
        SecretOutcome.SecretSeen seen => memory.Saw(seen.Sighting, resource: null, now),
        SecretOutcome.SecretsDoubted doubted => memory.InSecretEpoch(doubted.Epoch),
        SecretOutcome.DependencyChanged changed => memory.DependencyChanged(changed.LookAt),
        SecretOutcome.RestartReported reported => memory.Reported(reported.Report),
        SecretOutcome.Forgotten => SecretMemory.Initial with { SecretEpoch = memory.SecretEpoch },
        _ => memory,
    };

    private SecretMemory Remember(
        ISecretResource resource, SecretState state, SecretMemory memory, SecretOutcome outcome, DateTimeOffset now) => outcome switch
        {
            SecretOutcome.Observed observed => memory.Observed(observed.Before, resource, observed.StateBefore, state, now),
            SecretOutcome.Rewound rewound => memory.Rewound(rewound.Before, resource, rewound.StateBefore, state, now),
            SecretOutcome.SecretSeen seen => memory.Saw(seen.Sighting, resource, now),
            SecretOutcome.Begun begun => memory.Begun(now, begun.LastAlive) with
            {
                InputsChanged = memory.InputsChanged || begun.InputsChanged,
                ForceSyncBefore = memory.ForceSyncBefore ?? SecretSpec.ForceSync(resource),
            },
            SecretOutcome.Known known => Told(resource, state, memory, known.Reports, now),
            SecretOutcome.Synced synced => memory.After(synced.Fact, synced.Before, now, Seed(resource)),
            SecretOutcome.Looked looked => memory.Looked(looked.Sighting, looked.Before, resource, state, now),
            SecretOutcome.InputsChecked look => memory.Checked(look.Changed).StillToCheckInputs(look.CheckInputsAt, memory),
            SecretOutcome.Commanded command => command.Refused.Aggregate(
                memory.Commanded(command.Id, now), static (told, report) => told.Reported(report)),
            SecretOutcome.Pruned => memory.Pruned(),
            SecretOutcome.NotPruned failed => memory.NotPruned(failed.Failure, now, Seed(resource)),
            SecretOutcome.Returned => memory.Returned(),
            SecretOutcome.NotReturned failed => memory.NotReturned(failed.Failure, now, Seed(resource)),
            SecretOutcome.FinalizerSet set => memory.FinalizerSet(set.Generation),
            SecretOutcome.FinalizerNotSet failed => memory.FinalizerNotSet(
                failed.Failure, Finalizing.Deadline(resource), now, Seed(resource)),
            SecretOutcome.Postponed => memory.Paused(now + Pause),
            SecretOutcome.Stored => memory.Stored(),
            SecretOutcome.NotStored lost =>
                memory.NotStored(lost.Failure, planner.Period(resource), now, Seed(resource)).StillEdited(lost.Before),
            _ => Unknown(memory, outcome, now),
        };

    /// <summary>Whoever is told of is not told of again.</summary>
    private SecretMemory Told(
        ISecretResource resource, SecretState state, SecretMemory memory, ImmutableArray<RestartReport> reports, DateTimeOffset now) =>
        Known(resource, state, memory, reports, now) switch
        {
            [SecretEvent.ContestStarted] => memory.Contested(resource),
            [SecretEvent.ContestEnded] => memory.Uncontested(),
            [SecretEvent.RestartSettled or SecretEvent.RestartDelayed, ..] => memory.Settled(reports),
            _ => memory,
        };

    /// <summary>Spreads the waits of many resources.</summary>
    private static uint Seed(ISecretResource resource) =>
        BackOff.Seed(resource.Key.ToString());
}
