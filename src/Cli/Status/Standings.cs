using Coffer.Cli.Resources;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Status;

/// <summary>What an object of Coffer's kinds says of itself.</summary>
internal static class Standings
{
    private static readonly string[] Verdicts = ["Ready", "SecretSynced", "Healthy"];
    private static readonly string[] Alarms = ["Contested", "Disputed", "JournalLost"];

    /// <summary>The standing.</summary>
    public static Standing Of(CofferObject resource) =>
        Ending(resource) ?? Unseen(resource) ?? Failing(resource) ?? Alarming(resource)
        ?? new Standing(LinkState.Well, "", "", resource.Find("Ready")?.LastTransitionTime);

    private static Standing? Ending(CofferObject resource) => resource.Metadata.DeletionTimestamp is not { } since ? null : new Standing(
        LinkState.Doubtful, "BeingDeleted", resource.Metadata.Finalizers is { Count: > 0 } finalizers
            ? $"its deletion was asked for and waits for the finalizers {string.Join(", ", finalizers)}"
            : "its deletion was asked for", since);

    private static Standing? Unseen(CofferObject resource)
    {
        if (resource.Status is null)
        {
            return new Standing(LinkState.Waiting, "NotSeen", "the operator has said nothing of it yet: does it run, and does it serve "
                + $"namespace {resource.Metadata.Namespace}?", resource.Metadata.CreationTimestamp);
        }

        return resource.IsObserved ? null : new Standing(LinkState.Waiting, "NotTakenUp",
            $"the operator has not taken up generation {resource.Metadata.Generation} of the spec yet; what it says is of generation "
            + $"{resource.Status.ObservedGeneration}", null);
    }

    private static Standing? Failing(CofferObject resource)
    {
        var verdict = Verdicts.Select(resource.Find).FirstOrDefault(condition => condition is { Status: not FieldValues.True });
        if (verdict is { Status: FieldValues.False } && !IsFirstSync(verdict))
        {
            return new Standing(LinkState.Broken, verdict.Reason, verdict.Message, verdict.LastTransitionTime);
        }

        if (verdict is not null)
        {
            return new Standing(LinkState.Waiting, verdict.Reason, verdict.Message, verdict.LastTransitionTime);
        }

        return resource.Status is { Valid: false } status
            ? new Standing(LinkState.Broken, "Invalid", status.Error ?? "its status says that it is not valid", null)
            : null;
    }

    /// <summary>Before the first sync nothing has failed.</summary>
    private static bool IsFirstSync(Condition verdict) => verdict.Reason is "Synced" or "Ready";

    private static Standing? Alarming(CofferObject resource)
    {
        var alarm = Alarms.Select(resource.Find).FirstOrDefault(condition => condition is { Status: FieldValues.True })
            ?? (resource.Find("RolloutRestart") is { Status: FieldValues.False } restart ? restart : null);
        return alarm is null ? null : new Standing(LinkState.Doubtful, alarm.Reason, alarm.Message, alarm.LastTransitionTime);
    }
}
