using Coffer.Contracts.Resources;

namespace Coffer.Domain.StaticSecrets;

/// <summary>What is to be done when all that is known is told: an ordered list, the first that applies wins.</summary>
internal sealed class StaticSecretAgenda(SyncRules rules)
{
    /// <summary>A silo that dies takes the WorkloadGrain's memory with it: an owed restart is commanded again after this time.</summary>
    private static readonly TimeSpan CommandAgain = TimeSpan.FromSeconds(150);

    /// <summary>The next step.</summary>
    public StaticSecretStep Next(VaultStaticSecret resource, StaticSecretState state, Situation situation, DateTimeOffset now)
    {
        if (state.Contest is not null)
        {
            return new StaticSecretStep.Wait(StaticSecretDecider.QuietAt(situation.OverwrittenAt ?? situation.Since, now));
        }

        return state.Snapshot is { RestartId: { } id, RestartTargetsPending: { Count: > 0 } targets }
            && !situation.HasCommanded(id, now - CommandAgain)
            ? new StaticSecretStep.CommandRestarts(id, [.. targets])
            : SyncOrWait(resource, state, situation, now);
    }

    private StaticSecretStep SyncOrWait(VaultStaticSecret resource, StaticSecretState state, Situation situation, DateTimeOffset now)
    {
        var due = rules.Next(resource, state, situation, now);
        if (due.At <= now)
        {
            return new StaticSecretStep.Sync(due);
        }

        // After what is due, so that a deletion that keeps failing holds no sync up; never the Secret that is the destination again.
        var prune = DateTimeOffset.MaxValue;
        if (state.Snapshot.PreviousSecretName is { } old && old != resource.Spec.Destination.Name)
        {
            prune = situation.Pruning?.At ?? now;
            if (prune <= now)
            {
                return new StaticSecretStep.Prune(old);
            }
        }

        if (situation.CheckInputsAt <= now)
        {
            return new StaticSecretStep.CheckInputs();
        }

        var look = rules.NextLook(resource, state, situation, now);
        if (look <= now)
        {
            return new StaticSecretStep.LookAtSecret();
        }

        var command = state.Snapshot.RestartTargetsPending is { Count: > 0 } && situation.CommandedAt is { } commanded
            ? commanded + CommandAgain
            : DateTimeOffset.MaxValue;
        var peace = state.Dispute is null ? DateTimeOffset.MaxValue : StaticSecretDecider.PeaceAt(situation, now);
        return new StaticSecretStep.Wait(Earliest(due.At, prune, look, command, peace, situation.CheckInputsAt ?? DateTimeOffset.MaxValue));
    }

    private static DateTimeOffset Earliest(params ReadOnlySpan<DateTimeOffset> times)
    {
        var first = DateTimeOffset.MaxValue;
        foreach (var time in times)
        {
            first = time < first ? time : first;
        }

        return first;
    }
}
