using Coffer.Cli.History;
using Coffer.Cli.Output;
using Coffer.Cli.Resources;
using Coffer.Cli.Status;
using Coffer.Domain.Feeds;

namespace Coffer.Cli.Sync;

/// <summary>Whether a request has been answered; pure.</summary>
internal static class SyncVerdicts
{
    private const string SyncFailed = "SyncFailed";

    /// <summary>The answer; null while there is none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">The resource as it is; null when it is gone.</param>
    public static SyncResult? Of(SyncRequest request, CofferObject? now)
    {
        var name = request.Resource.Ref.ToString();
        if (now is null)
        {
            return new SyncResult(name, SyncState.Failed, "it was deleted meanwhile");
        }

        var standing = Standings.Of(now);
        if (standing.State != LinkState.Broken)
        {
            return now.Status?.Snapshot?.ForceSync == request.Value ? new SyncResult(name, SyncState.Synced, "") : null;
        }

        var hasTried = standing.Reason == Unserved.Reason || (now.Status?.History ?? []).Select(HistoryEntry.Parse)
            .Any(entry => entry.Sequence > request.Journal && entry.What == SyncFailed);
        return hasTried ? new SyncResult(name, SyncState.Failed, standing.Message) : null;
    }

    /// <summary>
    /// The time is up. A failure is told once: a try that meets the same one again leaves no trace, so what still fails has failed again,
    /// or the operator is not there.
    /// </summary>
    public static SyncResult Late(SyncRequest request, CofferObject? now, TimeSpan limit)
    {
        var (name, standing) = (request.Resource.Ref.ToString(), now is null ? null : Standings.Of(now));
        return standing is { State: LinkState.Broken }
            ? new SyncResult(name, SyncState.Failed, $"after {TimeWords.Span(limit)} still: {standing.Message}")
            : new SyncResult(name, SyncState.TimedOut, standing is { Message.Length: > 0 }
                ? standing.Message
                : "the operator has not answered: does it run, and does it serve this namespace?");
    }
}
