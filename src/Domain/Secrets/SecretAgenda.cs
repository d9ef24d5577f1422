using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>What is to be done when all that is known is told: an ordered list, the first that applies wins.</summary>
internal sealed class SecretAgenda(SyncRules rules)
{
    /// <summary>A silo that dies takes the WorkloadGrain's memory with it: an owed restart is commanded again after this time.</summary>
    private static readonly TimeSpan CommandAgain = TimeSpan.FromSeconds(150);

    /// <summary>The next step.</summary>
    public SecretStep Next(ISecretResource resource, SecretState state, SecretMemory memory, DateTimeOffset now)
    {
        if (state.Contest is not null)
        {
            return new SecretStep.Wait(Contests.QuietAt(memory, now));
        }

        return state.Snapshot is { RestartId: { } id, RestartTargetsPending: { Count: > 0 } targets }
            && !memory.HasCommanded(id, now - CommandAgain)
            ? new SecretStep.CommandRestarts(id, [.. targets])
            : SyncOrWait(resource, state, memory, now);
    }

    private SecretStep SyncOrWait(ISecretResource resource, SecretState state, SecretMemory memory, DateTimeOffset now)
    {
        var due = rules.Next(resource, state, memory, now);
        if (due.At <= now)
        {
            return new SecretStep.Sync(due);
        }

        // After what is due, so that a deletion that keeps failing holds no sync up; never the Secret that is the destination again.
        var prune = DateTimeOffset.MaxValue;
        if (state.Snapshot.PreviousSecretName is { } old && old != resource.Destination.Name)
        {
            prune = memory.Pruning?.At ?? now;
            if (prune <= now)
            {
                return new SecretStep.Prune(old);
            }
        }

        var back = Returns.Next(state, memory, now);
        if (back is { } owed && owed.At <= now)
        {
            return new SecretStep.Return(owed.Owed);
        }

        if (memory.CheckInputsAt <= now)
        {
            return new SecretStep.CheckInputs();
        }

        var look = rules.NextLook(resource, state, memory, now);
        if (look <= now)
        {
            return new SecretStep.LookAtSecret();
        }

        var command = state.Snapshot.RestartTargetsPending is { Count: > 0 } && memory.CommandedAt is { } commanded
            ? commanded + CommandAgain
            : DateTimeOffset.MaxValue;
        var peace = state.Dispute is null ? DateTimeOffset.MaxValue : Disputes.PeaceAt(memory, now);
        return new SecretStep.Wait(Earliest(
            due.At, prune, look, command, peace, back?.At ?? DateTimeOffset.MaxValue, memory.CheckInputsAt ?? DateTimeOffset.MaxValue));
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
