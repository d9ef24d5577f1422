using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>How the last restart ended, over all its workloads.</summary>
/// <param name="Succeeded">Whether every workload told of so far rolls or will.</param>
/// <param name="IsDelayed">True where nothing has failed for good: some workload is only not rolled yet.</param>
/// <param name="Message">What happened to each.</param>
public sealed record RestartVerdict(bool Succeeded, bool IsDelayed, string Message)
{
    /// <summary>Null while nothing is told of any workload.</summary>
    public static RestartVerdict? Of(IReadOnlyList<RestartOutcome>? outcomes)
    {
        if (outcomes is not { Count: > 0 })
        {
            return null;
        }

        var delayed = outcomes.Where(IsLate).ToList();
        var words = outcomes.Where(outcome => !IsLate(outcome)).Select(Words).ToList();
        if (delayed.Count > 0)
        {
            words.Add(
                $"not restarted yet, and tried again: {string.Join("; ", delayed.Select(late => $"{late.Target} ({late.Problem})"))}");
        }

        var failed = outcomes.Any(outcome => !IsLate(outcome) && !IsSuccess(outcome));
        return new RestartVerdict(!failed && delayed.Count == 0, !failed && delayed.Count > 0, string.Join("; ", words));
    }

    /// <summary>True when a workload rolls or will.</summary>
    public static bool IsSuccess(RestartOutcome outcome) =>
        outcome.Effect is nameof(RestartEffect.Restarted) or nameof(RestartEffect.AlreadyStamped)
            or nameof(RestartEffect.Paused) or nameof(RestartEffect.OnDelete);

    /// <summary>What happened to one workload.</summary>
    public static string Words(RestartOutcome outcome) => outcome.Effect switch
    {
        nameof(RestartEffect.Restarted) or nameof(RestartEffect.AlreadyStamped) => $"{outcome.Target} restarted",
        nameof(RestartEffect.Paused) => $"{outcome.Target} is paused: it rolls when it is resumed",
        nameof(RestartEffect.OnDelete) => $"{outcome.Target} has updateStrategy OnDelete: its pods change when they are deleted",
        nameof(RestartEffect.Missing) => $"{outcome.Target} does not exist: correct spec.rolloutRestartTargets, or create it",
        nameof(RestartEffect.KindNotServed) => $"{outcome.Target} can't be restarted: Argo Rollouts are not installed in this cluster",
        _ => $"{outcome.Target} could not be restarted: {outcome.Problem}",
    };

    private static bool IsLate(RestartOutcome outcome) => outcome.Effect == RestartOutcome.Delayed;
}
