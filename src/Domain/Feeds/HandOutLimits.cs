namespace Coffer.Domain.Feeds;

/// <summary>How much is under way at once and how failed hand-outs are tried again.</summary>
public sealed record HandOutLimits
{
    /// <summary>The defaults.</summary>
    public static readonly HandOutLimits Default = new();

    /// <summary>Hand-outs under way at once, at least 1.</summary>
    public int Parallel { get; init; } = 64;

    /// <summary>Of these for one namespace, at least 1: its dead receivers leave the others room.</summary>
    public int PerNamespace { get; init; } = 32;

    /// <summary>
    /// Of this many hand-outs one is not urgent while both kinds wait, so that urgent ones can't starve the others. At least 2.
    /// </summary>
    public int OrdinaryShare { get; init; } = 16;

    /// <summary>Wait after the first failure; doubles with each.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait.</summary>
    public TimeSpan LastRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait after this many failures in a row.</summary>
    public TimeSpan RetryAfter(int failures)
    {
        var wait = FirstRetry * Math.Pow(2, Math.Min(failures - 1, 30));
        return wait < LastRetry ? wait : LastRetry;
    }
}
