using System.Collections.Immutable;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Text;
using Coffer.Domain.Workloads;

namespace Coffer.Domain.StaticSecrets;

/// <summary>What happened, given what was found out. Pure and idempotent: the same fact on the resulting state gives no events.</summary>
public static class StaticSecretDecider
{
    private const int ContestAt = 2;

    private static readonly TimeSpan QuietTime = TimeSpan.FromMinutes(10);

    /// <summary>After a try to sync.</summary>
    public static IReadOnlyList<StaticSecretEvent> OnSync(VaultStaticSecret resource, StaticSecretState state, SyncFact fact) => fact switch
    {
        SyncFact.InStep inStep => InStep(resource, state, inStep),
        SyncFact.Failed failed => IsNews(state, failed, resource.Metadata.Generation)
            ? [new StaticSecretEvent.SyncFailed(failed.Problem, resource.Metadata.Generation)]
            : [],
        SyncFact.MustReplace replace => state.Snapshot.Replacing == replace.Uid ? [] : [new StaticSecretEvent.ReplacementStarted(replace.Uid)],
        _ => [],
    };

    /// <summary>
    /// After a change of the spec that needs no sync. Where another edit came in meanwhile, what is to be noted is decided anew: noting one that has to be synced would call it done.
    /// </summary>
    public static IReadOnlyList<StaticSecretEvent> OnNote(VaultStaticSecret resource, StaticSecretState state, SyncRules rules) =>
        rules.OnlyToNote(resource, state) ? [new StaticSecretEvent.SpecNoted(resource.Metadata.Generation)] : [];

    /// <summary>After reports of workloads. A report of an older request, or of a workload that is settled, says nothing new.</summary>
    public static IReadOnlyList<StaticSecretEvent> OnReports(StaticSecretState state, IEnumerable<RestartReport> reports) =>
    [
        .. from report in reports
           let target = $"{report.Workload.Kind}/{report.Workload.Name}"
           where report.Id == state.Snapshot.RestartId && (state.Snapshot.RestartTargetsPending ?? []).Contains(target)
           group report by target into settled
           select Of(state, settled.Key, settled.Last()) into told
           where told is not null
           select told,
    ];

    private static StaticSecretEvent? Of(StaticSecretState state, string target, RestartReport last) =>
        last.Effect is not null || last.Problem is not { } failure || !WorkloadDecider.MayPass(failure) ? new StaticSecretEvent.RestartSettled(target, last.Id, last.Effect, last.Problem?.Message ?? "")
        : state.Restart?.TellsOf(target) is true ? null
        : new StaticSecretEvent.RestartDelayed(target, last.Id, failure.Message);

    /// <summary>The targets of a request that a workload can be found for, and what is to be told of the others. Anybody may write a status, and another release may have taken other names.</summary>
    public static (IReadOnlyList<string> Sound, IReadOnlyList<RestartReport> Others) Commandable(
        string @namespace, string id, IReadOnlyCollection<string> targets, DateTimeOffset now)
    {
        var sound = targets.Where(SpecRules.IsTarget).Take(SpecLimits.RestartTargets).ToList();
        var others = targets.Except(sound).Select(target => target.Split('/', 2)).Where(static parts => parts.Length == 2).Select(parts => new RestartReport(
            new WorkloadRef(@namespace, parts[0], parts[1]), id, null, new Failure(FailureKind.Misconfigured, $"'{ShortText.Name(parts[1])}' can't be the name of a workload: correct spec.rolloutRestartTargets"), now));
        return (sound, [.. others.Take(SpecLimits.RestartTargets)]);
    }

    /// <summary>After the Secret of a former name was dealt with.</summary>
    public static IReadOnlyList<StaticSecretEvent> OnPruned(StaticSecretState state, string name) =>
        state.Snapshot.PreviousSecretName == name ? [new StaticSecretEvent.Pruned(name)] : [];

    /// <summary>After an append, when it told whether the API server keeps the journal's fields.</summary>
    public static IReadOnlyList<StaticSecretEvent> OnStored(StaticSecretState state, bool? fieldsLost) =>
        fieldsLost is not { } lost || lost == state.JournalLost ? []
        : lost ? [new StaticSecretEvent.JournalLost()]
        : [new StaticSecretEvent.JournalFound()];

    /// <summary>When somebody else has written where only Coffer should, twice within ten minutes: once may be a person's mistake.</summary>
    public static IReadOnlyList<StaticSecretEvent> OnContested(VaultStaticSecret resource, StaticSecretState state, Situation situation, DateTimeOffset now) =>
        state.Contest is null && situation.Overwrites >= ContestAt && !QuietSince(situation.OverwrittenAt, now)
            ? [new StaticSecretEvent.ContestStarted(ContestSign(resource))]
            : [];

    /// <summary>After ten quiet minutes, or another force-sync than the one at its start.</summary>
    public static IReadOnlyList<StaticSecretEvent> OnQuiet(VaultStaticSecret resource, StaticSecretState state, DateTimeOffset? overwrittenAt, DateTimeOffset now) =>
        state.Contest is not null && (QuietSince(overwrittenAt, now) || Forced(resource, state)) ? [new StaticSecretEvent.ContestEnded()] : [];

    /// <summary>When somebody keeps changing what is ours of the Secret, and when he has been quiet for ten minutes.</summary>
    public static IReadOnlyList<StaticSecretEvent> OnDispute(VaultStaticSecret resource, StaticSecretState state, Situation situation, DateTimeOffset now) =>
        state.Dispute is null ? situation.Repairs is { } repairs && repairs.IsFight(now) ? [new StaticSecretEvent.DisputeStarted(Sign(resource, repairs.Rival))] : []
        : now >= PeaceAt(situation, now) ? [new StaticSecretEvent.DisputeEnded()]
        : [];

    /// <summary>When a dispute would be over if nobody changes the Secret.</summary>
    public static DateTimeOffset PeaceAt(Situation situation, DateTimeOffset now) => Repairs.QuietAt(situation.Repairs?.Last ?? situation.Since ?? now);

    /// <summary>When a contest would be over if it stays quiet.</summary>
    public static DateTimeOffset QuietAt(DateTimeOffset? overwrittenAt, DateTimeOffset now) => (overwrittenAt ?? now) + QuietTime;

    /// <summary>Annotation of a source in the workloads that it rolls.</summary>
    public static string RestartAnnotation(ObjectKey source) =>
        $"restart.coffer.secrets.hashicorp.com/{ShortHash.Of($"{ResourceKinds.VaultStaticSecret.Kind}/{source}")}";

    private static string Sign(VaultStaticSecret resource, string? rival) =>
        $"{(rival is null ? "somebody" : $"'{rival}' (a field manager in metadata.managedFields)")} keeps changing or deleting Secret {resource.Spec.Destination.Name}: repairs wait between 10 seconds and 5 minutes until it has been quiet for ten minutes; have only one of the two write it, or choose another spec.destination.name";

    private static bool QuietSince(DateTimeOffset? overwrittenAt, DateTimeOffset now) => overwrittenAt is null || now - overwrittenAt >= QuietTime;

    /// <summary>The sign tells which force-sync there was: it stands in a condition, which another operator leaves alone when it takes the snapshot away.</summary>
    private static string ContestSign(VaultStaticSecret resource) =>
        $"somebody else overwrites this status or the stamp on the Secret, most likely another operator that serves the same resources: stop one of them; nothing is written here until it has been quiet for ten minutes, or until the annotation {SyncPlan.ForceSyncAnnotation} {(SyncPlan.ForceSync(resource) is { Length: > 0 } value ? $"changes {Held(value)}" : "is set")}";

    private static string Held(string forceSync) => $"(its value has the hash {ShortHash.Of(forceSync)} now)";

    private static bool Forced(VaultStaticSecret resource, StaticSecretState state) =>
        SyncPlan.ForceSync(resource) is { Length: > 0 } value && state.Contest?.EndsWith(Held(value), StringComparison.Ordinal) is false;

    /// <summary>A call that was not made tells nothing that the last answer did not tell better: in an outage the two take turns.</summary>
    private static bool IsNews(StaticSecretState state, SyncFact.Failed failed, long generation) =>
        state.NotedGeneration != generation
        || (state.Problem != failed.Problem && !(failed.Failure?.Kind is FailureKind.CircuitOpen && state.Problem?.Reason == failed.Problem.Reason));

    private static IReadOnlyList<StaticSecretEvent> InStep(VaultStaticSecret resource, StaticSecretState state, SyncFact.InStep fact) =>
        IsOverhauled(state, fact.Content) ? Recovered(state) : [.. Content(resource, state, fact), .. Remarked(state, fact.Remarks)];

    private static StaticSecretEvent[] Remarked(StaticSecretState state, ImmutableArray<string> remarks)
    {
        var hash = remarks.IsEmpty ? "" : ShortHash.Of(string.Join('\n', remarks));
        return hash == (state.Snapshot.Remarks ?? "") ? [] : [new StaticSecretEvent.Remarked(hash, remarks)];
    }

    private static IReadOnlyList<StaticSecretEvent> Content(VaultStaticSecret resource, StaticSecretState state, SyncFact.InStep fact)
    {
        StaticSecretEvent? happened = fact.Effect switch
        {
            WriteEffect.None => Moved(state, fact.Content) || IsLookedAt(state, fact) ? new StaticSecretEvent.SourceMoved(fact.Content) : null,
            WriteEffect.Adopted or WriteEffect.Restored => new StaticSecretEvent.Adopted(fact.Content),
            _ => new StaticSecretEvent.SecretWritten(fact.Reason, fact.Content),
        };
        if (happened is null || Holds(state, fact.Content))
        {
            return Recovered(state);
        }

        return Restart(resource, state, fact) is { } restart ? [happened, restart] : [happened];
    }

    private static IReadOnlyList<StaticSecretEvent> Recovered(StaticSecretState state) =>
        state.Problem is null ? [] : [new StaticSecretEvent.SyncRecovered()];

    /// <summary>A change of the Secret by somebody else that left the content whole is journalled, so that the next activation does not look at it again.</summary>
    private static bool IsLookedAt(StaticSecretState state, SyncFact.InStep fact) =>
        fact.Reason is SyncReason.SecretDataDrift or SyncReason.StampDiffers
        && fact.Content.SecretVersion != state.Snapshot.SecretResourceVersion;

    /// <summary>True when another activation has journalled a newer version of the same source meanwhile: this fact is old news.</summary>
    private static bool IsOverhauled(StaticSecretState state, SyncedContent content) =>
        state.Snapshot.KvVersion > content.KvVersion && state.Snapshot.LastSyncTime > content.At && state.Snapshot.Inputs == content.Inputs;

    /// <summary>True when the journal says exactly this already: the fact was told before, and the answer got lost.</summary>
    private static bool Holds(StaticSecretState state, SyncedContent content) =>
        state.Snapshot.SecretResourceVersion == content.SecretVersion && state.Snapshot.ContentDigest == content.ContentDigest && !Moved(state, content);

    private static bool Moved(StaticSecretState state, SyncedContent content) =>
        state.Snapshot.ContentDigest != content.ContentDigest
        || state.Snapshot.RestartDigest != content.RestartDigest
        || state.Snapshot.SecretName != content.SecretName
        || (state.Snapshot.SecretType ?? "") != content.SecretType
        || state.Snapshot.Replacing is not null
        || (state.Snapshot.KvVersion ?? 0) != content.KvVersion
        || (state.Snapshot.KvCreatedTime ?? "") != content.KvCreated
        || state.NotedGeneration != content.Generation
        || state.Snapshot.SyncedGeneration != content.Generation
        || state.Snapshot.Inputs != content.Inputs
        || (state.Snapshot.ForceSync ?? "") != content.ForceSync
        || (state.ReferenceMac ?? "") != content.ReferenceMac;

    /// <summary>
    /// One change of content is one request, whatever else happened: a first sync, a repair, a new version with equal values and a content
    /// that only the journal has lost are none.
    /// </summary>
    private static StaticSecretEvent.RestartRequested? Restart(VaultStaticSecret resource, StaticSecretState state, SyncFact.InStep fact)
    {
        var changed = state.Snapshot.RestartDigest is { } before && state.IsComparable(fact.Content.KeyId)
            ? before != fact.Content.RestartDigest
            : fact.Effect == WriteEffect.ChangedOurs;
        if (!changed || fact.Effect == WriteEffect.Restored || !resource.Spec.HmacSecretData
            || resource.Spec.RolloutRestartTargets is not { Count: > 0 } targets)
        {
            return null;
        }

        var names = targets.Select(target => $"{target.Kind}/{target.Name}").Distinct();
        return new StaticSecretEvent.RestartRequested(
            RestartId.Next(state.Snapshot.RestartId, fact.Content.At, fact.Content.RestartDigest), [.. names]);
    }
}
