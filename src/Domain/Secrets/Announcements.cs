using Coffer.Domain.Journal;

namespace Coffer.Domain.Secrets;

/// <summary>Which events people hear of. One change is one Event: it names the workloads that are rolled for it.</summary>
public static class Announcements
{
    /// <summary>What to tell of events that were stored together.</summary>
    public static IEnumerable<Announcement> Of(IReadOnlyList<SecretEvent> events)
    {
        var restart = events.OfType<SecretEvent.RestartRequested>().FirstOrDefault();
        return events.Select(@event => Of(@event, restart)).OfType<Announcement>();
    }

    private static Announcement? Of(SecretEvent @event, SecretEvent.RestartRequested? restart) => @event switch
    {
        SecretEvent.SecretWritten written => new Announcement(
            false, Reason(written), $"Secret {written.Content.SecretName} written ({written.Reason}){Restarting(restart)}"),
        SecretEvent.Adopted adopted => new Announcement(
            false, "SecretAdopted", $"Secret {adopted.Content.SecretName} holds the right content already and was taken over"),
        SecretEvent.SyncFailed failed => new Announcement(true, failed.Problem.Reason, failed.Problem.Message),
        SecretEvent.SyncRecovered => new Announcement(false, "SecretSynced", "in step again"),
        SecretEvent.RestartSettled settled when !RestartVerdict.IsSuccess(settled.Outcome) =>
            new Announcement(true, "RolloutRestartFailed", RestartVerdict.Words(settled.Outcome with { Problem = settled.Problem })),
        SecretEvent.Remarked { Remarks: { Length: > 0 } remarks } => new Announcement(true, "Remarked", string.Join("; ", remarks)),
        SecretEvent.RestartDelayed delayed => new Announcement(
            true, "RolloutRestartDelayed", $"{delayed.Target} could not be restarted yet, which is tried again: {delayed.Problem}"),
        SecretEvent.ReturnGivenUp given => new Announcement(true, "NotRevoked", given.Why),
        SecretEvent.JournalLost => new Announcement(true, "JournalLost", "the API server drops the journal's fields: apply Coffer's CRDs"),
        SecretEvent.ContestStarted contest => new Announcement(true, "Contested", contest.Sign),
        SecretEvent.DisputeStarted dispute => new Announcement(true, "SecretDisputed", dispute.Sign),
        _ => null,
    };

    private static string Reason(SecretEvent.SecretWritten written) =>
        written.Reason is SyncReason.Refresh or SyncReason.Renewal or SyncReason.ForceSync or SyncReason.InputsChanged
            ? "SecretRotated"
            : "SecretSynced";

    private static string Restarting(SecretEvent.RestartRequested? restart) =>
        restart is null ? "" : $"; restarting {string.Join(", ", restart.Targets)}";
}
