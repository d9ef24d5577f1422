namespace Coffer.Domain.Workloads;

/// <summary>How restarts of one workload are put together.</summary>
public sealed record RestartOptions
{
    /// <summary>The defaults: 5 s and 60 s.</summary>
    public static readonly RestartOptions Default = new();

    /// <summary>After the first restart, further requests are collected for this long before one patch carries them all. 0 to 10 min.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The shortest time between two patches of the same workload. 0 to 24 h.</summary>
    public TimeSpan MinimumInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>All that is wrong with these options; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        if (Window < TimeSpan.Zero || Window > TimeSpan.FromMinutes(10))
        {
            errors.Add($"restart window {Window}: must be between 0 and 10 minutes");
        }

        if (MinimumInterval < TimeSpan.Zero || MinimumInterval > TimeSpan.FromHours(24))
        {
            errors.Add($"minimum interval between restarts {MinimumInterval}: must be between 0 and 24 hours");
        }

        return errors;
    }
}
