namespace Coffer.Domain.Secrets;

/// <summary>When and why to sync next.</summary>
/// <param name="Reason">Why; <see cref="SyncReason.None"/> for never.</param>
/// <param name="At">When.</param>
public sealed record Due(SyncReason Reason, DateTimeOffset At)
{
    /// <summary>Nothing is ever due.</summary>
    public static readonly Due Never = new(SyncReason.None, DateTimeOffset.MaxValue);

    /// <summary>True when somebody waits for the first Secret or for a change that he made himself: these go before refreshes.</summary>
    public bool IsUrgent => Reason is SyncReason.InitialSync or SyncReason.SpecChanged or SyncReason.ForceSync or SyncReason.Replacement
        or SyncReason.InexistentDestination or SyncReason.SecretDataDrift;
}
