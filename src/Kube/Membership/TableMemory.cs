namespace Coffer.Kube.Membership;

/// <summary>What this process last saw of the table: enough to put the object back when somebody deletes it under living silos.</summary>
internal sealed class TableMemory : IDisposable
{
    /// <summary>Room for versions that other silos may have seen and this one has not.</summary>
    private const int Gap = 1000;

    private readonly TaskCompletionSource<DateTimeOffset?> _firstAlive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TableImage? _last;

    /// <summary>When any silo was last alive as the first read of this process found it; it ends only with that read.</summary>
    public Task<DateTimeOffset?> FirstAlive => _firstAlive.Task;

    /// <summary>Keeps it, unless it is to be lifted first.</summary>
    public void Remember(TableImage image, ClockOffset clock)
    {
        if (LiftTo(image) is null)
        {
            Volatile.Write(ref _last, image);
        }

        _firstAlive.TrySetResult(image.LastAlive(clock) is { } alive ? new DateTimeOffset(alive) : null);
    }

    public void Forget() => Volatile.Write(ref _last, null);

    /// <summary>The table to make where there is none: the last one seen under a later version, so that silos don't take it for an old one; an empty one when none was seen.</summary>
    public TableImage ToMake() => Volatile.Read(ref _last) is { } last ? last with { Stamp = TableStamp.New(last.Stamp.Number + Gap) } : TableImage.Empty();

    /// <summary>
    /// Version that a table must be lifted to: a starting silo made it anew when the object was deleted, and its low versions would never reach living silos.
    /// Null when there is nothing to lift.
    /// </summary>
    public int? LiftTo(TableImage found) =>
        Volatile.Read(ref _last) is { } last && last.Stamp.Life != found.Stamp.Life && last.Stamp.Number >= found.Stamp.Number ? last.Stamp.Number + Gap : null;

    public void Dispose() => _firstAlive.TrySetCanceled();
}
