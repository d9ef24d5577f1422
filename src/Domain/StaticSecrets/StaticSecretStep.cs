using System.Collections.Immutable;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.StaticSecrets;

/// <summary>What a VaultStaticSecret does next; an effect as data, safe to repeat after a crash.</summary>
public abstract record StaticSecretStep
{
    private StaticSecretStep()
    {
    }

    /// <summary>Nothing until then.</summary>
    public sealed record Wait(DateTimeOffset Until) : StaticSecretStep;

    /// <summary>Append that the generation is noted.</summary>
    public sealed record Note : StaticSecretStep;

    /// <summary>Append that somebody else writes here.</summary>
    public sealed record StartContest : StaticSecretStep;

    /// <summary>Append that the contest is over.</summary>
    public sealed record EndContest : StaticSecretStep;

    /// <summary>Append that somebody keeps changing the Secret, or does not any more.</summary>
    public sealed record NoteDispute : StaticSecretStep;

    /// <summary>Append what workloads reported.</summary>
    public sealed record SettleRestarts : StaticSecretStep;

    /// <summary>Command the restart that is owed.</summary>
    /// <param name="Id">The request.</param>
    /// <param name="Targets">As <c>Kind/name</c>.</param>
    public sealed record CommandRestarts(string Id, ImmutableArray<string> Targets) : StaticSecretStep;

    /// <summary>Delete the Secret of a former destination name, if it is ours.</summary>
    public sealed record Prune(string Name) : StaticSecretStep;

    /// <summary>See whether the Secret is there: no feed has shown it.</summary>
    public sealed record LookAtSecret : StaticSecretStep;

    /// <summary>See whether what is used to log in has changed.</summary>
    public sealed record CheckInputs : StaticSecretStep;

    /// <summary>Read Vault and bring the Secret in step.</summary>
    public sealed record Sync(Due Due) : StaticSecretStep;
}

/// <summary>Chooses the next step: an ordered list, the first that applies wins.</summary>
public sealed class StaticSecretSteps(SyncRules rules)
{
    /// <summary>A silo that dies takes the WorkloadGrain's memory with it: an owed restart is commanded again after this time.</summary>
    private static readonly TimeSpan CommandAgain = TimeSpan.FromSeconds(150);

    /// <summary>The next step.</summary>
    /// <param name="resource">The resource as last seen.</param>
    /// <param name="state">Its journal.</param>
    /// <param name="situation">What this activation knows.</param>
    /// <param name="now">Now.</param>
    public StaticSecretStep Next(VaultStaticSecret resource, StaticSecretState state, Situation situation, DateTimeOffset now)
    {
        if (situation.PausedUntil > now)
        {
            return new StaticSecretStep.Wait(situation.PausedUntil.Value);
        }

        if (resource.Metadata.DeletionTimestamp is not null)
        {
            return new StaticSecretStep.Wait(DateTimeOffset.MaxValue);
        }

        if (state.Contest is not null)
        {
            var last = situation.OverwrittenAt ?? situation.Since;
            return StaticSecretDecider.OnQuiet(resource, state, last, now).Count > 0
                ? new StaticSecretStep.EndContest()
                : new StaticSecretStep.Wait(StaticSecretDecider.QuietAt(last, now));
        }

        if (StaticSecretDecider.OnContested(resource, state, situation, now).Count > 0)
        {
            return new StaticSecretStep.StartContest();
        }

        return Chore(resource, state, situation, now) ?? SyncOrWait(resource, state, situation, now);
    }

    private StaticSecretStep? Chore(VaultStaticSecret resource, StaticSecretState state, Situation situation, DateTimeOffset now)
    {
        var snapshot = state.Snapshot;
        if (StaticSecretDecider.OnReports(state, situation.Reports).Count > 0)
        {
            return new StaticSecretStep.SettleRestarts();
        }

        if (StaticSecretDecider.OnDispute(resource, state, situation, now).Count > 0)
        {
            return new StaticSecretStep.NoteDispute();
        }

        if (rules.OnlyToNote(resource, state))
        {
            return new StaticSecretStep.Note();
        }

        if (snapshot is { RestartId: { } id, RestartTargetsPending: { Count: > 0 } targets } && !situation.HasCommanded(id, now - CommandAgain))
        {
            return new StaticSecretStep.CommandRestarts(id, [.. targets]);
        }

        return null;
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

        if (situation.NudgedFor <= now)
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
        return new StaticSecretStep.Wait(Earliest(due.At, prune, look, command, peace, situation.NudgedFor ?? DateTimeOffset.MaxValue));
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
