using Coffer.Domain.Journal;

namespace Coffer.Domain.StaticSecrets;

/// <summary>Which events people hear of. One change is one Event: it names the workloads that are rolled for it.</summary>
public static class Announcements
{
    /// <summary>What to tell of events that were stored together.</summary>
    public static IEnumerable<Announcement> Of(IReadOnlyList<StaticSecretEvent> events)
    {
        var restart = events.OfType<StaticSecretEvent.RestartRequested>().FirstOrDefault();
        return events.Select(@event => Of(@event, restart)).OfType<Announcement>();
    }

    private static Announcement? Of(StaticSecretEvent @event, StaticSecretEvent.RestartRequested? restart) => @event switch
    {
        StaticSecretEvent.SecretWritten written => new Announcement(false, Reason(written), $"Secret {written.Content.SecretName} written ({written.Reason}){Restarting(restart)}"),
        StaticSecretEvent.Adopted adopted => new Announcement(false, "SecretAdopted", $"Secret {adopted.Content.SecretName} holds the right content already and was taken over"),
        StaticSecretEvent.SyncFailed failed => new Announcement(true, failed.Problem.Reason, failed.Problem.Message),
        StaticSecretEvent.SyncRecovered => new Announcement(false, "SecretSynced", "in step again"),
        StaticSecretEvent.RestartSettled settled when !RestartVerdict.Of(settled, null).Succeeded => new Announcement(true, "RolloutRestartFailed", RestartVerdict.Of(settled, null).Message),
        StaticSecretEvent.Remarked { Remarks: { Length: > 0 } remarks } => new Announcement(true, "Remarked", string.Join("; ", remarks)),
        StaticSecretEvent.RestartDelayed delayed => new Announcement(true, "RolloutRestartDelayed", $"{delayed.Target} could not be restarted yet, which is tried again: {delayed.Problem}"),
        StaticSecretEvent.JournalLost => new Announcement(true, "JournalLost", "the API server drops the journal's fields: apply Coffer's CRDs"),
        StaticSecretEvent.ContestStarted contest => new Announcement(true, "Contested", contest.Sign),
        StaticSecretEvent.DisputeStarted dispute => new Announcement(true, "SecretDisputed", dispute.Sign),
        _ => null,
    };

    private static string Reason(StaticSecretEvent.SecretWritten written) =>
        written.Reason is SyncReason.Refresh or SyncReason.ForceSync or SyncReason.InputsChanged ? "SecretRotated" : "SecretSynced";

    private static string Restarting(StaticSecretEvent.RestartRequested? restart) =>
        restart is null ? "" : $"; restarting {string.Join(", ", restart.Targets)}";
}
