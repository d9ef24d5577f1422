using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>What the events of a secret add up to; stands in its status.</summary>
public sealed record SecretState
{
    /// <summary>Before any event.</summary>
    public static readonly SecretState Initial = new();

    /// <summary>Number of events so far.</summary>
    public long Version { get; init; }

    /// <summary>Digests, versions and names.</summary>
    public SecretSnapshot Snapshot { get; init; } = new();

    /// <summary>What keeps the Secret from being in step; null when nothing does.</summary>
    public Problem? Problem { get; init; }

    /// <summary>How the last restart ended; null when none was asked for, or no workload is done with it yet.</summary>
    public RestartVerdict? Restart => RestartVerdict.Of(Outcomes);

    /// <summary>What is told of workloads of the last request; a build that knows no outcomes leaves those of an earlier one.</summary>
    public IReadOnlyList<RestartOutcome> Outcomes => [.. (Snapshot.RestartOutcomes ?? []).Where(told => told.Id == Snapshot.RestartId)];

    /// <summary>The reference's digest; null when it is not kept.</summary>
    public string? ReferenceMac { get; init; }

    /// <summary>Generation that was last taken note of.</summary>
    public long NotedGeneration { get; init; }

    /// <summary>True while the API server drops the journal's fields.</summary>
    public bool JournalLost { get; init; }

    /// <summary>What shows that somebody else writes here; null when nobody does.</summary>
    public string? Contest { get; init; }

    /// <summary>Who keeps changing what is ours of the Secret, in words for people; null when nobody does.</summary>
    public string? Dispute { get; init; }

    /// <summary>True when a Secret was written or adopted, as far as the journal tells.</summary>
    public bool HasSynced => Snapshot.ContentDigest is not null;

    /// <summary>
    /// False for digests under another key than the journal's, or where the journal does not tell its key: the operator's key was lost and
    /// made anew, or another installation serves this resource. Such digests differ even for equal data, which must never roll anything:
    /// the Secret itself is compared instead.
    /// </summary>
    public bool IsComparable(string keyId) => Snapshot.KeyId == keyId;

    /// <summary>The state after an event. Total: an event that means nothing here changes nothing.</summary>
    public SecretState Evolve(SecretEvent @event) => Apply(@event) with { Version = Version + 1 };

    private SecretState Apply(SecretEvent @event) => @event switch
    {
        SecretEvent.Adopted adopted => Synced(adopted.Content),
        SecretEvent.SecretWritten written => Synced(written.Content),
        SecretEvent.SourceMoved moved => Synced(moved.Content),
        SecretEvent.SpecNoted noted =>
            this with { NotedGeneration = noted.Generation, Snapshot = Snapshot with { SyncedGeneration = noted.Generation } },
        SecretEvent.RestartRequested requested => this with
        {
            Snapshot = Snapshot with { RestartId = requested.Id, RestartTargetsPending = requested.Targets, RestartOutcomes = null },
        },
        SecretEvent.RestartSettled settled => Settled(settled),
        SecretEvent.Remarked remarked =>
            this with { Snapshot = Snapshot with { Remarks = remarked.Hash.Length > 0 ? remarked.Hash : null } },
        SecretEvent.RestartDelayed delayed when delayed.Id == Snapshot.RestartId =>
            this with { Snapshot = Snapshot with { RestartOutcomes = With(delayed.Outcome) } },
        SecretEvent.SyncFailed failed => this with
        {
            Problem = failed.Problem,
            NotedGeneration = failed.Generation,
            Snapshot = Snapshot with { Phase = Phases.Failing },
        },
        SecretEvent.SyncRecovered => this with { Problem = null, Snapshot = Snapshot with { Phase = Phases.Synced } },
        SecretEvent.ReplacementStarted started => this with { Snapshot = Snapshot with { Replacing = started.Uid } },
        SecretEvent.Pruned pruned when pruned.Name == Snapshot.PreviousSecretName =>
            this with { Snapshot = Snapshot with { PreviousSecretName = null } },
        SecretEvent.ReturnOwed owed => WithReturns([.. Others(owed.Owed.Id), owed.Owed]),
        SecretEvent.Returned returned => WithReturns([.. Others(returned.Id)]),
        SecretEvent.ReturnGivenUp given => WithReturns([.. Others(given.Id)]),
        SecretEvent.JournalLost => this with { JournalLost = true },
        SecretEvent.JournalFound => this with { JournalLost = false },
        SecretEvent.ContestStarted contest => this with { Contest = contest.Sign },
        SecretEvent.ContestEnded => this with { Contest = null },
        SecretEvent.DisputeStarted dispute => this with { Dispute = dispute.Sign },
        SecretEvent.DisputeEnded => this with { Dispute = null },
        _ => this,
    };

    private SecretState Synced(SyncedContent content) => this with
    {
        Problem = null,
        ReferenceMac = content.ReferenceMac.Length > 0 ? content.ReferenceMac : null,
        NotedGeneration = content.Generation,
        Snapshot = content.Source.Into(Snapshot) with
        {
            ContentDigest = content.ContentDigest,
            RestartDigest = content.RestartDigest,
            KeyId = content.KeyId,
            PreviousSecretName = Snapshot.SecretName is { } old && old != content.SecretName ? old : Snapshot.PreviousSecretName,
            SecretName = content.SecretName,
            SecretUid = content.SecretUid,
            SecretResourceVersion = content.SecretVersion,
            SecretType = content.SecretType,
            ReleasedUid = Released(content),
            SecretKeys = content.SecretKeys,
            SyncedGeneration = content.Generation,
            Inputs = content.Inputs,
            ForceSync = content.ForceSync.Length > 0 ? content.ForceSync : null,
            LastSyncTime = content.At,
            ChangedTime = IsChange(content) ? content.At : Snapshot.ChangedTime,
            Phase = Phases.Synced,
            Replacing = null,
        },
    };

    /// <summary>
    /// A Secret without a type in the journal is not ours to own: this one was until now, or an earlier one is still to be taken back.
    /// </summary>
    private string? Released(SyncedContent content) =>
        content.SecretType.Length > 0 ? content.SecretUid == Snapshot.ReleasedUid ? null : Snapshot.ReleasedUid
        : Snapshot.SecretType is { Length: > 0 } && Snapshot.SecretUid == content.SecretUid ? content.SecretUid
        : Snapshot.ReleasedUid;

    /// <summary>Under another key only the source tells.</summary>
    private bool IsChange(SyncedContent content) => !HasSynced || (IsComparable(content.KeyId)
        ? Snapshot.ContentDigest != content.ContentDigest
        : !content.Source.IsIn(Snapshot));

    private SecretState Settled(SecretEvent.RestartSettled settled)
    {
        if (settled.Id != Snapshot.RestartId)
        {
            return this;
        }

        var left = (Snapshot.RestartTargetsPending ?? []).Where(target => target != settled.Target).ToArray();
        return this with
        {
            Snapshot = Snapshot with { RestartTargetsPending = left.Length > 0 ? left : null, RestartOutcomes = With(settled.Outcome) },
        };
    }

    private RestartOutcome[] With(RestartOutcome outcome) =>
        [.. Outcomes.Where(told => told.Target != outcome.Target).TakeLast(SpecLimits.RestartTargets - 1), outcome];

    private IEnumerable<OwedReturn> Others(string id) => (Snapshot.Returns ?? []).Where(owed => owed.Id != id);

    private SecretState WithReturns(OwedReturn[] owed) =>
        this with { Snapshot = Snapshot with { Returns = owed.Length > 0 ? [.. owed.TakeLast(SpecLimits.Returns)] : null } };
}
