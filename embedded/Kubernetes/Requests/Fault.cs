namespace Coffer.Embedded.Kubernetes.Requests;

/// <summary>A fault in force. Disposing it ends it and lets go of what it holds.</summary>
public sealed class Fault : IDisposable
{
    private readonly CancellationTokenSource _removed = new();
    private readonly Action<Fault> _remove;
    private long _left;
    private long _hits;
    private int _disposed;

    internal Fault(Func<KubeRequest, bool> matches, FaultAction action, long times, Action<Fault> remove)
    {
        (Matches, Action, _left, _remove) = (matches, action, times, remove);
        Removed = _removed.Token;
    }

    /// <summary>How many requests it has met.</summary>
    public long Hits => Volatile.Read(ref _hits);

    internal Func<KubeRequest, bool> Matches { get; }

    internal FaultAction Action { get; }

    internal CancellationToken Removed { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _remove(this);
            _removed.Cancel();
            _removed.Dispose();
        }
    }

    internal bool TryTake()
    {
        if (Interlocked.Decrement(ref _left) < 0)
        {
            return false;
        }

        Interlocked.Increment(ref _hits);
        return true;
    }
}
