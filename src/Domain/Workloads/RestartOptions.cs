namespace Coffer.Domain.Workloads;

/// <summary>How restarts of one workload are put together.</summary>
public sealed record RestartOptions
{
    /// <summary>
    /// After the first restart, further requests are collected for this long before one patch carries them all. 0 to 10 min.
    /// </summary>
    public required TimeSpan Window { get; init; }

    /// <summary>The shortest time between two patches of the same workload. 0 to 24 h.</summary>
    public required TimeSpan MinimumInterval { get; init; }
}
