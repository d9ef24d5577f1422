namespace Coffer.Domain.Secrets;

/// <summary>A failed try.</summary>
/// <param name="Count">How many in a row.</param>
/// <param name="At">When to try again.</param>
public sealed record Retry(int Count, DateTimeOffset At)
{
    /// <summary>
    /// True when a try costs workloads something: then only an edit comes before the time, no dependency that changed and no repair.
    /// </summary>
    public bool IsFirm { get; init; }
}
