namespace Coffer.Domain.Secrets;

/// <summary>
/// Repairs of one Secret that followed each other. Whoever keeps writing the same fields would otherwise have us write as
/// fast as he does, for ever.
/// </summary>
/// <param name="Count">How many, each within ten minutes of the one before.</param>
/// <param name="Last">When the last one was made.</param>
/// <param name="Rival">Field manager that had written the Secret before it; null when it is not known.</param>
public sealed record Repairs(int Count, DateTimeOffset Last, string? Rival)
{
    /// <summary>So many are made at once: somebody may be trying things out.</summary>
    private const int Prompt = 4;

    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>True for a sync that undoes what somebody did to the Secret.</summary>
    public static bool IsRepair(SyncReason reason) =>
        reason is SyncReason.SecretDataDrift or SyncReason.StampDiffers or SyncReason.InexistentDestination;

    /// <summary>After one more.</summary>
    public static Repairs After(Repairs? before, string? rival, DateTimeOffset now) =>
        before is not null && now < before.QuietAt()
            ? new Repairs(before.Count + 1, now, rival ?? before.Rival)
            : new Repairs(1, now, rival);

    /// <summary>
    /// When the next one may be made: at once up to the fourth, then 10 s after the last, doubled each time up to 5 minutes.
    /// </summary>
    public DateTimeOffset NextAt()
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(Count - Prompt, 10));
        return !Slowed() ? Last : Last + (wait < LongestWait ? wait : LongestWait);
    }

    /// <summary>True once the next one has to wait.</summary>
    public bool Slowed() => Count >= Prompt;

    /// <summary>True when one had to wait, and the other side has not been quiet since.</summary>
    public bool IsFight(DateTimeOffset now) => Count > Prompt && now < QuietAt();

    /// <summary>When it is over if nothing more happens.</summary>
    public DateTimeOffset QuietAt() => QuietAt(Last);

    /// <summary>When it is over if nothing more happens after a time.</summary>
    public static DateTimeOffset QuietAt(DateTimeOffset last) => last + Memory;
}
