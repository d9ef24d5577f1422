namespace Coffer.Kube.Membership;

/// <summary>
/// What this process last saw of the table: enough to put the object back when somebody deletes it, or puts an earlier one
/// back, under living silos.
/// </summary>
internal sealed class TableMemory : IDisposable
{
    private readonly TaskCompletionSource<DateTimeOffset?> _firstAlive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TableImage? _last;

    /// <summary>When any silo was last alive as the first read of this process found it; it ends only with that read.</summary>
    public Task<DateTimeOffset?> FirstAlive => _firstAlive.Task;

    /// <summary>
    /// The newest table seen. To judge an answer by, take it before the request is sent: answers may overtake each other, but
    /// none may be older than that.
    /// </summary>
    public TableImage? Last => Volatile.Read(ref _last);

    /// <summary>Keeps it, unless a later one is known: it was overtaken, or is to be mended first.</summary>
    public void Remember(TableImage image, ClockOffset clock)
    {
        if (Last is not { } last || TableMending.Follows(last, image))
        {
            Volatile.Write(ref _last, image);
        }

        _firstAlive.TrySetResult(image.LastAlive(clock) is { } alive ? new DateTimeOffset(alive) : null);
    }

    public void Forget() => Volatile.Write(ref _last, null);

    /// <summary>The table to make where there is none; an empty one when none was seen.</summary>
    public TableImage ToMake() => Last is { } last ? TableMending.Remake(last) : TableImage.Empty();

    public void Dispose() => _firstAlive.TrySetCanceled();
}
