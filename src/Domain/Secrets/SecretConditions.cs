using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;

namespace Coffer.Domain.Secrets;

/// <summary>What the conditions of a secret say.</summary>
/// <param name="leastRefresh">A shorter <c>refreshAfter</c> is told to be raised to this.</param>
internal sealed class SecretConditions(TimeSpan leastRefresh)
{
    public const string Synced = "SecretSynced";
    private const string RolloutRestart = "RolloutRestart";
    private const string Triggered = "RolloutRestartTriggered";
    private const string TriggeredFailed = "RolloutRestartTriggeredFailed";
    private const string HmacSecretDataDisabled = "HmacSecretDataDisabled";
    private const string TriggerDelayed = "RolloutRestartDelayed";
    public const string JournalLost = "JournalLost";
    public const string Contested = "Contested";
    public const string Disputed = "Disputed";
    private const string InstantUpdates = "InstantUpdates";
    private const string RefreshRaised = "RefreshRaised";

    /// <summary>What the conditions are to say.</summary>
    public IEnumerable<Saying> Sayings(ISecretResource resource, SecretState state)
    {
        yield return state.Problem is { } problem
            ? new Saying(Synced, false, problem.Reason, problem.Message)
            : new Saying(
                Synced, state.HasSynced, "Synced", state.HasSynced ? $"Secret {state.Snapshot.SecretName} is in step" : "not synced yet");
        yield return new Saying("Healthy", state.Problem is null, state.Problem is null ? "Healthy" : "Unhealthy",
            state.Problem?.Message ?? $"{resource.ResourceKind} is healthy");
        yield return new Saying("Ready", state.Problem is null && state.HasSynced, state.Problem?.Reason ?? "Ready",
            state.Problem?.Message ?? $"{resource.ResourceKind} is ready");
        if (Restarts(resource, state) is { } restarts)
        {
            yield return restarts;
        }

        if (state.JournalLost)
        {
            yield return new Saying(JournalLost, true, "UnknownFields", "the API server drops status.snapshot and status.history: apply "
                + "Coffer's CRDs; until then a change during a restart of the operator may go without its rollout");
        }

        if (state.Contest is { } contest)
        {
            yield return new Saying(Contested, true, "TwoWriters", contest);
        }

        if (state.Dispute is { } dispute)
        {
            yield return new Saying(Disputed, true, "RepairsSlowed", dispute);
        }

        if (SecretSpec.Raised(resource, leastRefresh) is { } raised)
        {
            yield return new Saying(RefreshRaised, true, "MinRefresh", raised);
        }

        if (resource.SyncConfig is { InstantUpdates: true })
        {
            yield return new Saying(InstantUpdates, false, "NotImplemented",
                "spec.syncConfig.instantUpdates is not supported yet: changes are noticed at spec.refreshAfter");
        }
    }

    private static Saying? Restarts(ISecretResource resource, SecretState state)
    {
        if (resource is { HmacSecretData: false, RolloutRestartTargets.Count: > 0 })
        {
            return new Saying(RolloutRestart, false, HmacSecretDataDisabled,
                "spec.rolloutRestartTargets are left alone because spec.hmacSecretData is false");
        }

        return state.Restart is { } restart
            ? new Saying(RolloutRestart, restart.Succeeded,
                restart.Succeeded ? Triggered : restart.IsDelayed ? TriggerDelayed : TriggeredFailed, restart.Message)
            : null;
    }

    /// <summary>What was said of an earlier spec; where it still holds, it is said again.</summary>
    private static bool IsSaidToBeOff(ISecretResource resource) =>
        Conditions.Find(StoredStatus.Of(resource)?.Conditions, RolloutRestart) is { Reason: HmacSecretDataDisabled };

    /// <summary>Conditions that go, where they are there.</summary>
    public string[] Withdrawn(ISecretResource resource, SecretState state)
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

        if (SecretSpec.Raised(resource, leastRefresh) is null)
        {
            withdrawn.Add(RefreshRaised);
        }

        if (resource.SyncConfig is not { InstantUpdates: true })
        {
            withdrawn.Add(InstantUpdates);
        }

        // A journal of an earlier build tells no outcomes: what the condition says of a settled request stays.
        if (state.Restart is null && (state.Snapshot.RestartTargetsPending is { Count: > 0 } || IsSaidToBeOff(resource)))
        {
            withdrawn.Add(RolloutRestart);
        }

        return [.. withdrawn];
    }
}
