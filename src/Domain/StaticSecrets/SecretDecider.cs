using System.Collections.Immutable;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Timing;

namespace Coffer.Domain.StaticSecrets;

/// <summary>
/// All that a VaultStaticSecret decides: <see cref="Decide"/> is the only way in, <see cref="Next"/> the only way out. Pure, and no event is told
/// twice: the same outcome on the resulting state does not give it again.
/// </summary>
public sealed class SecretDecider(StaticSecretOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly SyncRules _rules = new(options);
    private readonly StaticSecretAgenda _agenda = new(new SyncRules(options));

    /// <summary>What follows from an outcome.</summary>
    /// <param name="resource">The resource as last seen; null before that and after its deletion.</param>
    /// <param name="state">Its journal.</param>
    /// <param name="memory">What this activation knows beside it.</param>
    /// <param name="outcome">What was heard or found out.</param>
    /// <param name="now">Now.</param>
    public Decision Decide(VaultStaticSecret? resource, StaticSecretState state, Situation memory, SecretOutcome outcome, DateTimeOffset now) =>
        resource is null
            ? new Decision([], Unknown(memory, outcome, now))
            : new Decision(Events(resource, state, memory, outcome, now), Remember(resource, state, memory, outcome, now));

    /// <summary>The next step.</summary>
    /// <inheritdoc cref="Decide"/>
    public StaticSecretStep Next(VaultStaticSecret resource, StaticSecretState state, Situation memory, DateTimeOffset now) =>
        !memory.HasBegun ? new StaticSecretStep.Begin()
        : memory.PausedUntil > now ? new StaticSecretStep.Wait(memory.PausedUntil.Value)
        : resource.Metadata.DeletionTimestamp is not null ? new StaticSecretStep.Wait(DateTimeOffset.MaxValue)
        : Known(resource, state, memory, memory.Reports, now).Count > 0 ? new StaticSecretStep.Append()
        : _agenda.Next(resource, state, memory, now);

    private IReadOnlyList<StaticSecretEvent> Events(
        VaultStaticSecret resource, StaticSecretState state, Situation memory, SecretOutcome outcome, DateTimeOffset now) => outcome switch
        {
            SecretOutcome.Synced synced => StaticSecretDecider.OnSync(resource, state, synced.Fact),
            SecretOutcome.Known known => Known(resource, state, memory, known.Reports, now),
            SecretOutcome.Pruned pruned => StaticSecretDecider.OnPruned(state, pruned.Name),
            SecretOutcome.Stored stored => StaticSecretDecider.OnStored(state, stored.FieldsLost),
            _ => [],
        };

    /// <summary>What is to be told of what is known already: an ordered list, the first that applies wins. In a contest nothing else is.</summary>
    private IReadOnlyList<StaticSecretEvent> Known(
        VaultStaticSecret resource, StaticSecretState state, Situation memory, ImmutableArray<RestartReport> reports, DateTimeOffset now)
    {
        if (state.Contest is not null)
        {
            return StaticSecretDecider.OnQuiet(resource, state, memory.OverwrittenAt ?? memory.Since, now);
        }

        var contested = StaticSecretDecider.OnContested(resource, state, memory, now);
        var events = contested.Count > 0 ? contested : StaticSecretDecider.OnReports(state, reports);
        events = events.Count > 0 ? events : StaticSecretDecider.OnDispute(resource, state, memory, now);
        return events.Count > 0 ? events : StaticSecretDecider.OnNote(resource, state, _rules);
    }

    private static Situation Unknown(Situation memory, SecretOutcome outcome, DateTimeOffset now) => outcome switch
    {
        SecretOutcome.SecretSeen seen => memory.Saw(seen.Sighting, resource: null, now),
        SecretOutcome.SecretsDoubted doubted => memory.InSecretEpoch(doubted.Epoch),
        SecretOutcome.DependencyChanged changed => memory.DependencyChanged(changed.LookAt),
        SecretOutcome.RestartReported reported => memory.Reported(reported.Report),
        SecretOutcome.Forgotten => Situation.Initial with { SecretEpoch = memory.SecretEpoch },
        _ => memory,
    };

    private Situation Remember(
        VaultStaticSecret resource, StaticSecretState state, Situation memory, SecretOutcome outcome, DateTimeOffset now) => outcome switch
        {
            SecretOutcome.Observed observed => memory.Observed(observed.Before, resource, observed.StateBefore, state, now),
            SecretOutcome.Rewound rewound => memory.Rewound(rewound.Before, resource, rewound.StateBefore, state, now),
            SecretOutcome.SecretSeen seen => memory.Saw(seen.Sighting, resource, now),
            SecretOutcome.Begun begun => memory.Begun(now, begun.LastAlive) with { InputsChanged = memory.InputsChanged || begun.InputsChanged },
            SecretOutcome.Known known => Told(resource, state, memory, known.Reports, now),
            SecretOutcome.Synced synced => memory.After(synced.Fact, synced.Before, now, Seed(resource)),
            SecretOutcome.Looked looked => memory.Looked(looked.Sighting, looked.Before, resource, state, now),
            SecretOutcome.InputsChecked look => memory.Checked(look.Changed).StillToCheckInputs(look.CheckInputsAt, memory),
            SecretOutcome.Commanded command => command.Refused.Aggregate(
                memory.Commanded(command.Id, now), static (told, report) => told.Reported(report)),
            SecretOutcome.Pruned => memory.Pruned(),
            SecretOutcome.NotPruned failed => memory.NotPruned(failed.Failure, now, Seed(resource)),
            SecretOutcome.Postponed => memory.Paused(now + Pause),
            SecretOutcome.Stored => memory.Stored(),
            SecretOutcome.NotStored lost =>
                memory.NotStored(lost.Failure, SyncPlan.Period(resource.Spec, options), now, Seed(resource)).StillEdited(lost.Before),
            _ => Unknown(memory, outcome, now),
        };

    /// <summary>Whoever is told of is not told of again.</summary>
    private Situation Told(
        VaultStaticSecret resource, StaticSecretState state, Situation memory, ImmutableArray<RestartReport> reports, DateTimeOffset now) =>
        Known(resource, state, memory, reports, now) switch
        {
            [StaticSecretEvent.ContestEnded] => memory.Uncontested(),
            [StaticSecretEvent.RestartSettled or StaticSecretEvent.RestartDelayed, ..] => memory.Settled(reports),
            _ => memory,
        };

    /// <summary>Spreads the waits of many resources.</summary>
    private static uint Seed(VaultStaticSecret resource) =>
        BackOff.Seed(new ObjectKey(resource.Metadata.Namespace, resource.Metadata.Name).ToString());
}
