using System.Globalization;
using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;

namespace Coffer.Domain.StaticSecrets;

/// <summary>How the state of a VaultStaticSecret stands in its status.</summary>
/// <param name="leastRefresh">A shorter <c>refreshAfter</c> is told to be raised to this.</param>
public sealed class StaticSecretAggregate(TimeSpan leastRefresh = default) : IAggregate<VaultStaticSecret, StaticSecretState, StaticSecretEvent>
{
    private const string Synced = "SecretSynced";
    private const string RolloutRestart = "RolloutRestart";
    private const string Triggered = "RolloutRestartTriggered";
    private const string TriggeredFailed = "RolloutRestartTriggeredFailed";
    private const string HmacSecretDataDisabled = "HmacSecretDataDisabled";
    private const string TriggerDelayed = "RolloutRestartDelayed";
    private const string JournalLost = "JournalLost";
    private const string Contested = "Contested";
    private const string Disputed = "Disputed";
    private const string InstantUpdates = "InstantUpdates";
    private const string RefreshRaised = "RefreshRaised";

    /// <inheritdoc/>
    public StaticSecretState Initial => StaticSecretState.Initial;

    /// <summary>The status, if it was written for this very object: null for none, and for one that was copied from another object or restored from a backup under a new UID. Earlier releases noted no UID.</summary>
    public static VaultStaticSecretStatus? Journal(VaultStaticSecret resource) =>
        resource.Status is { } status && (status.Snapshot?.ResourceUid is not { Length: > 0 } uid || uid == resource.Metadata.Uid) ? status : null;

    /// <inheritdoc/>
    public StaticSecretState Read(VaultStaticSecret resource)
    {
        if (Journal(resource) is not { } status)
        {
            return Initial;
        }

        var snapshot = status.Snapshot ?? new StaticSecretSnapshot();
        return new StaticSecretState
        {
            Version = status.JournalVersion ?? 0,
            Snapshot = snapshot,
            Problem = snapshot.Phase == Phases.Failing ? Problem(Conditions.Find(status.Conditions, Synced)) : null,
            Restart = Verdict(snapshot, Conditions.Find(status.Conditions, RolloutRestart)),
            ReferenceMac = status.SecretMac,
            NotedGeneration = status.ObservedGeneration ?? 0,
            JournalLost = Conditions.Find(status.Conditions, JournalLost) is { Status: "True" },
            Contest = Conditions.Find(status.Conditions, Contested) is { Status: "True", Message: var sign } ? sign : null,
            Dispute = Conditions.Find(status.Conditions, Disputed) is { Status: "True", Message: var dispute } ? dispute : null,
        };
    }

    /// <inheritdoc/>
    public StaticSecretState Evolve(StaticSecretState state, StaticSecretEvent @event) => state.Evolve(@event);

    /// <inheritdoc/>
    public VaultStaticSecret Write(
        VaultStaticSecret resource, StaticSecretState state, IReadOnlyList<StaticSecretEvent> events, DateTimeOffset now)
    {
        var generation = state.NotedGeneration;
        var status = Journal(resource) ?? new VaultStaticSecretStatus();
        return resource with
        {
            Status = status with
            {
                LastGeneration = generation,
                ObservedGeneration = generation,
                SecretMac = state.ReferenceMac,
                Conditions = Conditions.Merge(status.Conditions, generation, now, Sayings(resource, state), Withdrawn(resource, state)),
                JournalVersion = state.Version,
                History = History.Add(status.History, state.Version - events.Count, now, events.Select(Line)),
                Snapshot = state.Snapshot with { ResourceUid = resource.Metadata.Uid },
            },
        };
    }

    /// <inheritdoc/>
    public bool Holds(VaultStaticSecret stored, VaultStaticSecret written) =>
        stored.Metadata.Uid == written.Metadata.Uid
        && stored.Status?.JournalVersion == written.Status?.JournalVersion
        && stored.Status?.History is [.., var last] && written.Status?.History is [.., var mine] && last == mine;

    /// <summary>The condition speaks of the snapshot's request, because a new request withdraws it.</summary>
    private static RestartVerdict? Verdict(StaticSecretSnapshot snapshot, Condition? condition) =>
        snapshot.RestartId is { } id && condition is { Reason: Triggered or TriggeredFailed or TriggerDelayed }
            ? new RestartVerdict(id, condition.Status == "True", condition.Message) { Delayed = condition.Reason == TriggerDelayed }
            : null;

    private static Problem? Problem(Condition? condition) =>
        condition is { Status: "False" } ? new Problem(condition.Reason, condition.Message) : null;

    private IEnumerable<Saying> Sayings(VaultStaticSecret resource, StaticSecretState state)
    {
        yield return state.Problem is { } problem
            ? new Saying(Synced, false, problem.Reason, problem.Message)
            : new Saying(Synced, state.HasSynced, "Synced", state.HasSynced ? $"Secret {state.Snapshot.SecretName} is in step" : "not synced yet");
        yield return new Saying("Healthy", state.Problem is null, state.Problem is null ? "Healthy" : "Unhealthy", state.Problem?.Message ?? "VaultStaticSecret is healthy");
        yield return new Saying("Ready", state.Problem is null && state.HasSynced, state.Problem?.Reason ?? "Ready", state.Problem?.Message ?? "VaultStaticSecret is ready");
        if (Restarts(resource, state) is { } restarts)
        {
            yield return restarts;
        }

        if (state.JournalLost)
        {
            yield return new Saying(JournalLost, true, "UnknownFields", "the API server drops status.snapshot and status.history: apply Coffer's CRDs; until then a change during a restart of the operator may go without its rollout");
        }

        if (state.Contest is { } contest)
        {
            yield return new Saying(Contested, true, "TwoWriters", contest);
        }

        if (state.Dispute is { } dispute)
        {
            yield return new Saying(Disputed, true, "RepairsSlowed", dispute);
        }

        if (SyncPlan.Raised(resource.Spec, leastRefresh) is { } raised)
        {
            yield return new Saying(RefreshRaised, true, "MinRefresh", raised);
        }

        if (resource.Spec.SyncConfig is { InstantUpdates: true })
        {
            yield return new Saying(InstantUpdates, false, "NotImplemented", "spec.syncConfig.instantUpdates is not supported yet: changes are noticed at spec.refreshAfter");
        }
    }

    private static Saying? Restarts(VaultStaticSecret resource, StaticSecretState state)
    {
        if (resource.Spec is { HmacSecretData: false, RolloutRestartTargets.Count: > 0 })
        {
            return new Saying(RolloutRestart, false, HmacSecretDataDisabled, "spec.rolloutRestartTargets are left alone because spec.hmacSecretData is false");
        }

        return state.Restart is { } restart
            ? new Saying(RolloutRestart, restart.Succeeded, restart.Succeeded ? Triggered : restart.Delayed ? TriggerDelayed : TriggeredFailed, restart.Message)
            : null;
    }

    /// <summary>What was said of an earlier spec; where it still holds, it is said again.</summary>
    private static bool IsSaidToBeOff(VaultStaticSecret resource) =>
        Conditions.Find(Journal(resource)?.Conditions, RolloutRestart) is { Reason: HmacSecretDataDisabled };

    private string[] Withdrawn(VaultStaticSecret resource, StaticSecretState state)
    {
        var withdrawn = new List<string>(6);
        if (!state.JournalLost)
        {
            withdrawn.Add(JournalLost);
        }

        if (state.Contest is null)
        {
            withdrawn.Add(Contested);
        }

        if (state.Dispute is null)
        {
            withdrawn.Add(Disputed);
        }

        if (SyncPlan.Raised(resource.Spec, leastRefresh) is null)
        {
            withdrawn.Add(RefreshRaised);
        }

        if (resource.Spec.SyncConfig is not { InstantUpdates: true })
        {
            withdrawn.Add(InstantUpdates);
        }

        if (state.Restart is null && (state.Snapshot.RestartId is not null || IsSaidToBeOff(resource)))
        {
            withdrawn.Add(RolloutRestart);
        }

        return [.. withdrawn];
    }

    /// <summary>Names are frozen: people and tools read them in <c>status.history</c>.</summary>
    private static (string Type, string Detail) Line(StaticSecretEvent @event) => @event switch
    {
        StaticSecretEvent.Adopted adopted => ("Adopted", Detail(adopted.Content)),
        StaticSecretEvent.SecretWritten written => ("SecretWritten", $"{written.Reason} {Detail(written.Content)}"),
        StaticSecretEvent.SourceMoved moved => ("SourceMoved", Detail(moved.Content)),
        StaticSecretEvent.SpecNoted noted => ("SpecNoted", string.Create(CultureInfo.InvariantCulture, $"generation={noted.Generation}")),
        StaticSecretEvent.RestartRequested requested => ("RestartRequested", $"{requested.Id} {string.Join(',', requested.Targets)}"),
        StaticSecretEvent.RestartSettled settled => ("RestartCompleted", $"{settled.Id} {settled.Target} {Effect(settled)}"),
        StaticSecretEvent.Remarked remarked => ("Remarked", string.Join("; ", remarked.Remarks)),
        StaticSecretEvent.RestartDelayed delayed => ("RestartDelayed", $"{delayed.Id} {delayed.Target} {delayed.Problem}"),
        StaticSecretEvent.SyncFailed failed => ("SyncFailed", $"{failed.Problem.Reason}: {failed.Problem.Message}"),
        StaticSecretEvent.SyncRecovered => ("SyncRecovered", ""),
        StaticSecretEvent.ReplacementStarted started => ("ReplacementStarted", $"uid={started.Uid}"),
        StaticSecretEvent.Pruned pruned => ("Pruned", pruned.Name),
        StaticSecretEvent.ContestStarted contest => ("Contested", contest.Sign),
        StaticSecretEvent.DisputeStarted dispute => ("Disputed", dispute.Sign),
        _ => (@event.GetType().Name, ""),
    };

    private static string Effect(StaticSecretEvent.RestartSettled settled) => settled.Effect?.ToString() ?? "Failed";

    private static string Detail(SyncedContent content) => string.Create(
        CultureInfo.InvariantCulture, $"secret={content.SecretName} version={content.KvVersion} digest={content.ContentDigest[..12]} generation={content.Generation}");
}
