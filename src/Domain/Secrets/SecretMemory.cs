using System.Collections.Immutable;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Timing;

namespace Coffer.Domain.Secrets;

/// <summary>
/// What an activation knows beside the journal. Whoever loses it reads, looks and commands once more than needed, and begins anew to count
/// repairs and overwrites of others; nothing wrong is written.
/// </summary>
public sealed record SecretMemory
{
    /// <summary>Before the first turn.</summary>
    public static readonly SecretMemory Initial = new();

    private static readonly TimeSpan OverwriteMemory = TimeSpan.FromMinutes(10);
    /// <summary>A deletion waits two minutes in all, so that a try must not be long in coming.</summary>
    private static readonly TimeSpan LongestFinalizing = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan StaleRead = TimeSpan.FromSeconds(1);

    /// <summary>Secrets that name a resource before it is known: the destination is among the first, as copies are made of it.</summary>
    private const int MostEarly = 4;

    /// <summary>When this activation began to look after the resource; null before.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the cluster of silos was last known to work before this activation: slots up to then were served.</summary>
    public DateTimeOffset ServedUntil { get; init; }

    /// <summary>True once the activation knows when the cluster last worked.</summary>
    public bool HasBegun => Since is not null;

    /// <summary>The destination Secret as last seen; null when it was not seen yet.</summary>
    public SecretView? Secret { get; init; }

    /// <summary>Secrets seen before the resource was, which tells which of them is the destination; the newest view of each.</summary>
    public ImmutableArray<SecretView> Early { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>When Secrets were last found to be of another past than before, in Unix milliseconds; 0 for never.</summary>
    public long SecretEpoch { get; init; }

    /// <summary>What is known of the Secret is of another past: the next sighting replaces it whatever its version.</summary>
    public bool DoubtsSecret { get; init; }

    /// <summary>
    /// The journal went back in time and there was no sync since: what it does not know of may have been done and told all the same.
    /// </summary>
    public bool IsRewound { get; init; }

    /// <summary>When the Secret was last looked at by its name; null when it was not.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>Version of the Secret up to which everything that was seen is settled.</summary>
    public string? SettledSecretVersion { get; init; }

    /// <summary>How many data keys are ours, from the last sync; null before the first of this activation.</summary>
    public int? OwnKeys { get; init; }

    /// <summary>The last failed try; null after a success.</summary>
    public Retry? Retry { get; init; }

    /// <summary>
    /// How often the manifest was edited, or a sync asked for, in this activation: what comes of a step that began
    /// before says nothing of it.
    /// </summary>
    public int Edits { get; init; }

    /// <summary>True when what the content depends on was found changed, and no sync has followed it yet.</summary>
    public bool InputsChanged { get; init; }

    /// <summary>Repairs of the Secret that followed each other; null before the first of this activation.</summary>
    public Repairs? Repairs { get; init; }

    /// <summary>When to look at the inputs again, because a dependency changed; null when none did.</summary>
    public DateTimeOffset? CheckInputsAt { get; init; }

    /// <summary>Last time that Vault was read; null before the first time of this activation.</summary>
    public DateTimeOffset? LastRead { get; init; }

    /// <summary>When the restart that is owed was last commanded; null when it was not by this activation.</summary>
    public DateTimeOffset? CommandedAt { get; init; }

    /// <summary>The request that was last commanded.</summary>
    public string? CommandedId { get; init; }

    /// <summary>How often the journal or the stamp on the Secret was overwritten by somebody else.</summary>
    public int Overwrites { get; init; }

    /// <summary>When that last happened; null when it did not.</summary>
    public DateTimeOffset? OverwrittenAt { get; init; }

    /// <summary>
    /// The force-sync value that says nothing of a contest, because it was there when that began, or when this activation did; null before.
    /// </summary>
    public string? ForceSyncBefore { get; init; }

    /// <summary>What workloads reported and is not in the journal yet.</summary>
    public ImmutableArray<RestartReport> Reports { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How many appends in a row did not land.</summary>
    public int LostAppends { get; init; }

    /// <summary>The last failed deletion of the Secret of a former name; null when none failed.</summary>
    public Retry? Pruning { get; init; }

    /// <summary>The last try to give something back that came to nothing; null after a success.</summary>
    public Retry? Returning { get; init; }

    /// <summary>The last failed change of our finalizer, or try to let the object go; null when none failed.</summary>
    public Retry? Finalizing { get; init; }

    /// <summary>Our finalizer was put on or taken away for this generation, and the object as it is then has not been seen yet.</summary>
    public long? FinalizedGeneration { get; init; }

    /// <summary>
    /// No step before this time, because one failed that says nothing of Vault (an append, a deletion); null for no pause.
    /// </summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>After a sighting of the destination Secret. Older ones than what is settled or seen already are echoes.</summary>
    /// <param name="sighting">The Secret.</param>
    /// <param name="resource">The resource as last seen; null before that.</param>
    /// <param name="at">Now.</param>
    public SecretMemory Saw(SecretSighting sighting, ISecretResource? resource, DateTimeOffset at) =>
        resource is null ? SawEarly(SecretView.Of(sighting, resource: null, rival: null))
        : sighting.Key.Name != resource.Destination.Name ? this
        : DoubtsSecret ? Took(sighting, resource)
        : Secret is { } known && !ResourceVersions.IsNewer(sighting.ResourceVersion, known.Version) ? this
        : SettledSecretVersion is { } settled && ResourceVersions.IsNewer(settled, sighting.ResourceVersion) ? this
        : (IsContested(sighting) ? OverwrittenBySomebody(at) : this).Took(sighting, resource);

    /// <summary>After Secrets were found to be of another past; an epoch that is not later than the last says nothing.</summary>
    public SecretMemory InSecretEpoch(long epoch) =>
        epoch <= SecretEpoch ? this
        : this with { SecretEpoch = epoch, DoubtsSecret = Secret is not null, SettledSecretVersion = null, Early = [] };

    /// <summary>After a look at the Secret by its name.</summary>
    /// <param name="sighting">The Secret; null when there is none.</param>
    /// <param name="begun">What was known when the look began: an answer that there is none says nothing against what was seen meanwhile,
    /// and one of another past says nothing at all.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="state">Its journal.</param>
    /// <param name="now">Now.</param>
    public SecretMemory Looked(
        SecretSighting? sighting, SecretMemory begun, ISecretResource resource, SecretState state, DateTimeOffset now)
    {
        if (begun.SecretEpoch != SecretEpoch)
        {
            return this;
        }

        var (looked, before) = (this with { LookedAt = now }, begun.Secret);
        // One that is newer is judged as any sighting is: where Secrets are not watched, looks alone show that somebody overwrites ours.
        var isDoubted = looked.DoubtsSecret
            || (sighting is not null && Secret == before
                && (Secret is null || !ResourceVersions.IsNewer(sighting.ResourceVersion, Secret.Version)));
        return sighting is not null ? (looked with { DoubtsSecret = isDoubted }).Saw(sighting, resource, now)
            : Secret == before ? looked with { Secret = SecretView.Nothing(before?.Version ?? state.Snapshot.SecretResourceVersion ?? "0") }
            : looked;
    }

    /// <summary>At the first turn.</summary>
    /// <param name="now">Now.</param>
    /// <param name="lastAlive">When the operator was last alive before this process; null when it never was.</param>
    public SecretMemory Begun(DateTimeOffset now, DateTimeOffset? lastAlive) =>
        this with { Since = now, ServedUntil = lastAlive ?? DateTimeOffset.MinValue };

    /// <summary>
    /// After a newer object. A changed spec or a force-sync makes waiting senseless; a journal that was there and is gone, or is made with
    /// another key, was overwritten.
    /// </summary>
    public SecretMemory Observed(
        ISecretResource? before, ISecretResource now, SecretState stateBefore, SecretState state, DateTimeOffset at)
    {
        if (before is null)
        {
            return this with
            {
                Secret = Secret ?? Early.FirstOrDefault(view => view.Name == now.Destination.Name),
                Early = [],
                ForceSyncBefore = ForceSyncBefore ?? SecretSpec.ForceSync(now),
            };
        }

        if (before.Metadata.Uid != now.Metadata.Uid)
        {
            return Anew(now);
        }

        return Renamed(before, now).Changed(before, now, stateBefore, state, at);
    }

    /// <summary>
    /// After an object that is no successor of the one before: the API server went back in time. Where the journal differs, nobody knows
    /// what Vault would say.
    /// </summary>
    public SecretMemory Rewound(
        ISecretResource before, ISecretResource now, SecretState stateBefore, SecretState state, DateTimeOffset at)
    {
        if (before.Metadata.Uid != now.Metadata.Uid)
        {
            return Anew(now) with { Retry = new Retry(0, at) };
        }

        var differs = state.Version != stateBefore.Version || before.Metadata.Generation != now.Metadata.Generation;
        return Renamed(before, now) with
        {
            IsRewound = IsRewound || differs,
            Retry = differs ? new Retry(0, at) : Retry,
            PausedUntil = null,
            LostAppends = 0,
            Pruning = null,
            CommandedAt = null,
            CommandedId = null,
        };
    }

    /// <summary>Of another object of this name nothing is known.</summary>
    private SecretMemory Anew(ISecretResource now) =>
        Initial with { Since = Since, ServedUntil = ServedUntil, SecretEpoch = SecretEpoch, ForceSyncBefore = SecretSpec.ForceSync(now) };

    private SecretMemory Renamed(ISecretResource before, ISecretResource now) =>
        before.Destination.Name == now.Destination.Name ? this
        : this with { Secret = null, SettledSecretVersion = null, DoubtsSecret = false };

    private SecretMemory Changed(
        ISecretResource before, ISecretResource now, SecretState stateBefore, SecretState state, DateTimeOffset at)
    {
        var asked = before.Metadata.Generation != now.Metadata.Generation || SecretSpec.ForceSync(before) != SecretSpec.ForceSync(now)
            || before.Metadata.DeletionTimestamp != now.Metadata.DeletionTimestamp
            || SecretSpec.HashMetadata(before) != SecretSpec.HashMetadata(now);
        var overwritten = stateBefore is { HasSynced: true, JournalLost: false }
            && (!state.HasSynced || IsOfAnotherKey(stateBefore, state));
        return (overwritten ? OverwrittenBySomebody(at) : this) with
        {
            Edits = asked ? Edits + 1 : Edits,
            Retry = asked ? null : Retry,
            PausedUntil = asked ? null : PausedUntil,
            LostAppends = asked ? 0 : LostAppends,
            Pruning = asked ? null : Pruning,
            Finalizing = asked ? null : Finalizing,
            Returning = asked ? null : Returning,
        };
    }

    /// <summary>
    /// After a try to sync, during which a dependency may have changed or somebody edited, or Secrets may have been
    /// found to be of another past.
    /// </summary>
    /// <param name="fact">What came of it.</param>
    /// <param name="begun">What was known when it began.</param>
    /// <param name="now">Now.</param>
    /// <param name="seed">Spreads the waits of many resources.</param>
    public SecretMemory After(SyncFact fact, SecretMemory begun, DateTimeOffset now, uint seed)
    {
        var after = After(fact, now, seed).StillToCheckInputs(begun.CheckInputsAt, this).StillEdited(begun);
        return begun.SecretEpoch == SecretEpoch ? after
            // The Secret was written in a past that is dead: what was seen since counts, and is looked at.
            : after with { Secret = Secret, DoubtsSecret = DoubtsSecret, SettledSecretVersion = null };
    }

    /// <summary>After a try to sync.</summary>
    /// <param name="fact">What came of it.</param>
    /// <param name="now">Now.</param>
    /// <param name="seed">Spreads the waits of many resources.</param>
    public SecretMemory After(SyncFact fact, DateTimeOffset now, uint seed) => fact switch
    {
        SyncFact.InStep inStep => Synced(inStep, now),
        SyncFact.Failed failed => Failed(failed, now, seed),
        SyncFact.Stale => this with { Retry = new Retry((Retry?.Count ?? 0) + 1, now + StaleRead), CheckInputsAt = null },
        _ => this,
    };

    /// <summary>After a look at the inputs: changed ones are synced at once, unless a try costs more than the wait.</summary>
    public SecretMemory Checked(bool changed) =>
        this with
        {
            CheckInputsAt = null,
            InputsChanged = InputsChanged || changed,
            Retry = changed && Retry is not { IsFirm: true } ? null : Retry,
        };

    /// <summary>After a workload's report, which stands for those before it.</summary>
    public SecretMemory Reported(RestartReport report) =>
        this with { Reports = Reports.RemoveAll(told => told.Workload == report.Workload).Add(report) };

    /// <summary>After reports went into the journal.</summary>
    public SecretMemory Settled(ImmutableArray<RestartReport> reports) => this with { Reports = Reports.RemoveRange(reports) };

    /// <summary>After the restart that is owed was commanded.</summary>
    public SecretMemory Commanded(string id, DateTimeOffset now) => this with { CommandedId = id, CommandedAt = now };

    /// <summary>True when this very request was commanded after a time.</summary>
    public bool HasCommanded(string id, DateTimeOffset after) => CommandedId == id && CommandedAt > after;

    /// <summary>
    /// The Secret, when another version of it was seen than what the journal and this activation account for; null otherwise, and while it
    /// is missing. An older one than the journal's, too: the store of
    /// Secrets may have been restored to an earlier moment, and where it was not, a look tells.
    /// </summary>
    public SecretView? Unsettled(SecretState state) =>
        Secret is { Missing: false } secret
        && secret.Version != (state.Snapshot.SecretResourceVersion ?? "0")
        && secret.Version != SettledSecretVersion
            ? secret
            : null;

    /// <summary>After the beginning of a contest.</summary>
    public SecretMemory Contested(ISecretResource resource) => this with { ForceSyncBefore = SecretSpec.ForceSync(resource) };

    /// <summary>After a contest.</summary>
    public SecretMemory Uncontested() => this with { Overwrites = 0, OverwrittenAt = null };

    /// <summary>After a step that failed and says nothing of Vault.</summary>
    public SecretMemory Paused(DateTimeOffset until) => this with { PausedUntil = until };

    /// <summary>
    /// After an append that did not land. What is refused for good is tried less and less often, up to minutes, because each try to sync
    /// reads Vault; but no later than the next refresh, as the Secret can still be written.
    /// </summary>
    /// <param name="failure">Why.</param>
    /// <param name="period">Time between refreshes; null without.</param>
    /// <param name="now">Now.</param>
    /// <param name="seed">Spreads the waits of many resources.</param>
    public SecretMemory NotStored(Failure failure, TimeSpan? period, DateTimeOffset now, uint seed)
    {
        var count = LostAppends + 1;
        return this with { LostAppends = count, PausedUntil = now + WaitAfter(failure, period ?? TimeSpan.MaxValue, count, seed) };
    }

    /// <summary>After an append that landed.</summary>
    public SecretMemory Stored() => LostAppends == 0 ? this : this with { LostAppends = 0 };

    /// <summary>After a deletion of the Secret of a former name that failed.</summary>
    public SecretMemory NotPruned(Failure failure, DateTimeOffset now, uint seed)
    {
        var count = (Pruning?.Count ?? 0) + 1;
        return this with { Pruning = new Retry(count, now + WaitAfter(failure, TimeSpan.MaxValue, count, seed)) };
    }

    /// <summary>After a deletion of the Secret of a former name, or when there is nothing to delete.</summary>
    public SecretMemory Pruned() => Pruning is null ? this : this with { Pruning = null };

    /// <summary>After something was given back, or is left to its end.</summary>
    public SecretMemory Returned() => Returning is null ? this : this with { Returning = null };

    /// <summary>After a try to give something back that came to nothing.</summary>
    /// <param name="failure">Why; null where workloads still use it.</param>
    /// <param name="now">Now.</param>
    /// <param name="seed">Spreads the waits of many resources.</param>
    public SecretMemory NotReturned(Failure? failure, DateTimeOffset now, uint seed)
    {
        var count = (Returning?.Count ?? 0) + 1;
        var wait = failure is null ? Returns.LookAgain(count) : WaitAfter(failure, TimeSpan.MaxValue, count, seed);
        return this with { Returning = new Retry(count, now + wait) };
    }

    /// <summary>After our finalizer was put on or taken away: the feed shows the object as it is then.</summary>
    public SecretMemory FinalizerSet(long generation) => this with { Finalizing = null, FinalizedGeneration = generation };

    /// <summary>After that failed.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="deadline">When an object that is being deleted is let go of at the latest; null for one that lives.</param>
    /// <param name="now">Now.</param>
    /// <param name="seed">Spreads the waits of many resources.</param>
    public SecretMemory FinalizerNotSet(Failure failure, DateTimeOffset? deadline, DateTimeOffset now, uint seed)
    {
        var count = (Finalizing?.Count ?? 0) + 1;
        var at = now + WaitAfter(failure, LongestFinalizing, count, seed);
        return this with { Finalizing = new Retry(count, deadline > now && deadline < at ? deadline.Value : at) };
    }

    private static TimeSpan WaitAfter(Failure failure, TimeSpan atMost, int count, uint seed)
    {
        var soon = BackOff.After(failure, count, seed);
        if (failure.IsTransient)
        {
            return soon;
        }

        var late = BackOff.Denied(count, seed);
        late = late < atMost ? late : atMost;
        return late > soon ? late : soon;
    }

    /// <summary>
    /// Our stamp under another manager's name, with another text than was seen before: only somebody who does our work writes that.
    /// </summary>
    private bool IsContested(SecretSighting sighting) =>
        sighting.OtherStampManagers.Count > 0 && Secret?.Stamp is { } held
        && sighting.Annotations.TryGetValue(SecretAnnotations.Digest, out var stamp) && stamp != held;

    /// <summary>A journal under another key comes from another installation: nobody else has another.</summary>
    private static bool IsOfAnotherKey(SecretState before, SecretState now) =>
        before.Snapshot.KeyId is { } key && now.Snapshot.KeyId is { } other && key != other;

    private SecretMemory OverwrittenBySomebody(DateTimeOffset at) =>
        this with { Overwrites = OverwrittenAt + OverwriteMemory > at ? Overwrites + 1 : 1, OverwrittenAt = at };

    private SecretMemory Failed(SyncFact.Failed failed, DateTimeOffset now, uint seed)
    {
        var count = (Retry?.Count ?? 0) + 1;
        var failure = failed.Failure ?? new Failure(FailureKind.Invalid, failed.Problem.Message);
        return this with
        {
            Retry = new Retry(count, now + BackOff.After(failure, count, seed)) { IsFirm = failed.IsFirm },
            CheckInputsAt = null,
        };
    }

    /// <summary>
    /// After a dependency changed: a failed try is repeated at that time, unless it costs more than the wait, and a healthy
    /// secret looks at its inputs.
    /// </summary>
    public SecretMemory DependencyChanged(DateTimeOffset at) =>
        this with { CheckInputsAt = at, Retry = Retry is { IsFirm: false } ? Retry with { At = at < Retry.At ? at : Retry.At } : Retry };

    /// <summary>After a step during which a dependency changed: what has changed may be newer than what the step has seen.</summary>
    /// <param name="before">When a look had been asked for when the step began.</param>
    /// <param name="during">What was known right before its end.</param>
    public SecretMemory StillToCheckInputs(DateTimeOffset? before, SecretMemory during) =>
        during.CheckInputsAt is { } at && at != before ? DependencyChanged(at) : this;

    /// <summary>After a step that failed for a manifest that was edited meanwhile: the edit waits for nothing.</summary>
    /// <param name="begun">What was known when the step began.</param>
    public SecretMemory StillEdited(SecretMemory begun) => begun.Edits == Edits ? this : this with { Retry = null, PausedUntil = null };

    private SecretMemory Took(SecretSighting sighting, ISecretResource resource) =>
        this with
        {
            Secret = SecretView.Of(sighting, resource, Secret?.Rival),
            SettledSecretVersion = DoubtsSecret ? null : SettledSecretVersion,
            DoubtsSecret = false,
        };

    private SecretMemory SawEarly(SecretView view)
    {
        var others = Early.RemoveAll(other => other.Name == view.Name);
        var known = Early.FirstOrDefault(other => other.Name == view.Name);
        return known is not null && !ResourceVersions.IsNewer(view.Version, known.Version) || known is null && Early.Length == MostEarly
            ? this
            : this with { Early = others.Add(view) };
    }

    /// <summary>
    /// After a sync. One that found nothing to repair counts as a repair as well: whatever had it look would have it look again.
    /// </summary>
    private SecretMemory Synced(SyncFact.InStep fact, DateTimeOffset now) => this with
    {
        IsRewound = false,
        Retry = null,
        CheckInputsAt = null,
        InputsChanged = false,
        LastRead = now,
        OwnKeys = fact.Keys,
        Repairs = Repairs.IsRepair(fact.Reason) && fact.Effect is not (WriteEffect.Adopted or WriteEffect.Restored)
            ? Repairs.After(Repairs, Secret?.Rival, now)
            : Repairs,
        SettledSecretVersion = SettledSecretVersion is { } settled && ResourceVersions.IsNewer(settled, fact.Content.SecretVersion)
            ? settled
            : fact.Content.SecretVersion,
        Secret = SecretAfter(fact),
    };

    /// <summary>
    /// A sighting that came in while the sync was under way is newer than what the sync left behind; and a sync that touched nothing did
    /// not see that there is a Secret at all.
    /// </summary>
    private SecretView? SecretAfter(SyncFact.InStep fact) => Secret switch
    {
        { } known when ResourceVersions.IsNewer(known.Version, fact.Content.SecretVersion) => known,
        { Missing: false } known when known.Version == fact.Content.SecretVersion =>
            known.Sharing(fact.Content.SecretUid, fact.Content.SecretVersion, fact.Content.ContentDigest),
        null when fact.Effect == WriteEffect.None => null,
        _ => SecretView.After(fact) with { Rival = Secret?.Rival },
    };
}
