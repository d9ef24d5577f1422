namespace Coffer.Domain.StaticSecrets;

/// <summary>How the last restart ended, over all its workloads.</summary>
/// <param name="Id">The request.</param>
/// <param name="Succeeded">Whether every workload settled so far rolls or will.</param>
/// <param name="Message">What happened to each.</param>
public sealed record RestartVerdict(string Id, bool Succeeded, string Message)
{
    /// <summary>Begins what is told of workloads that are not rolled yet; it goes when one of them is settled.</summary>
    private const string Delays = "not restarted yet, and tried again: ";

    /// <summary>True where nothing has failed for good: some workload is only not rolled yet.</summary>
    public bool Delayed { get; init; }

    /// <summary>True when it was told of a workload that it is not rolled yet.</summary>
    public bool TellsOf(string target) =>
        Message.IndexOf(Delays, StringComparison.Ordinal) is var start and >= 0 && Message.IndexOf($"{target} (", start, StringComparison.Ordinal) >= 0;

    internal static RestartVerdict Of(StaticSecretEvent.RestartDelayed delayed, RestartVerdict? before)
    {
        var words = $"{delayed.Target} ({delayed.Problem})";
        return before is null || before.Id != delayed.Id ? new RestartVerdict(delayed.Id, false, Delays + words) { Delayed = true }
            : before with
            {
                Succeeded = false,
                Delayed = before.Succeeded || before.Delayed,
                Message = before.Message.Contains(Delays, StringComparison.Ordinal) ? $"{before.Message}; {words}" : $"{before.Message}; {Delays}{words}",
            };
    }

    internal static RestartVerdict Of(StaticSecretEvent.RestartSettled settled, RestartVerdict? before)
    {
        var (succeeded, words) = Words(settled);
        return before is not null && before.Id == settled.Id && before.Ended() is { Length: > 0 } ended
            ? new RestartVerdict(settled.Id, (before.Succeeded || before.Delayed) && succeeded, $"{ended}; {words}")
            : new RestartVerdict(settled.Id, succeeded, words);
    }

    /// <summary>What was told of workloads that are settled.</summary>
    private string Ended() => Message.IndexOf(Delays, StringComparison.Ordinal) is var start and >= 0 ? Message[..start].TrimEnd(' ', ';') : Message;

    private static (bool Succeeded, string Words) Words(StaticSecretEvent.RestartSettled settled) => settled.Effect switch
    {
        Contracts.Ports.RestartEffect.Restarted or Contracts.Ports.RestartEffect.AlreadyStamped => (true, $"{settled.Target} restarted"),
        Contracts.Ports.RestartEffect.Paused => (true, $"{settled.Target} is paused: it rolls when it is resumed"),
        Contracts.Ports.RestartEffect.OnDelete => (true, $"{settled.Target} has updateStrategy OnDelete: its pods change when they are deleted"),
        Contracts.Ports.RestartEffect.Missing => (false, $"{settled.Target} does not exist: correct spec.rolloutRestartTargets, or create it"),
        Contracts.Ports.RestartEffect.KindNotServed => (false, $"{settled.Target} can't be restarted: Argo Rollouts are not installed in this cluster"),
        _ => (false, $"{settled.Target} could not be restarted: {settled.Problem}"),
    };
}
