using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Coffer.Embedded.Kubernetes.Storage;

/// <summary>One open watch: a queue of changes that the store fills and the connection empties.</summary>
internal sealed class Watcher(string table, int buffer) : IDisposable
{
    private readonly Channel<Change> _changes = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closed = new();
    private volatile bool _frozen;
    private volatile bool _ofThePast;
    private volatile bool _overrun;
    private int _waiting;
    private int _recalled;

    public string Table { get; } = table;

    public Func<Change, bool>? Drops { get; set; }

    public ChannelReader<Change> Changes => _changes.Reader;

    public CancellationToken Closed => _closed.Token;

    public bool IsFrozen => _frozen;

    /// <summary>The reader took too little of what happened: it gets what waits for it, and then its watch ends.</summary>
    public bool IsOverrun => _overrun;

    /// <summary>What happened just now. What a new watch is told of the past does not count against its buffer.</summary>
    public void Offer(Change change)
    {
        if (_frozen || Drops?.Invoke(change) == true)
        {
            return;
        }

        if (Interlocked.Increment(ref _waiting) > buffer)
        {
            _overrun = true;
            _changes.Writer.TryComplete();
            return;
        }

        _changes.Writer.TryWrite(change);
    }

    /// <summary>What happened before the watch began.</summary>
    public void Recall(Change change)
    {
        if (!_frozen && Drops?.Invoke(change) != true)
        {
            Interlocked.Increment(ref _recalled);
            _changes.Writer.TryWrite(change);
        }
    }

    public bool TryTake([NotNullWhen(true)] out Change? change)
    {
        var isThere = _changes.Reader.TryRead(out change);
        if (isThere && Interlocked.Decrement(ref _recalled) < 0)
        {
            Interlocked.Increment(ref _recalled);
            Interlocked.Decrement(ref _waiting);
        }

        return isThere;
    }

    /// <summary>From now on changes are delivered whatever their revision.</summary>
    public bool IsOfThePast => _ofThePast;

    public void Repeat(IEnumerable<Change> changes)
    {
        _ofThePast = true;
        foreach (var change in changes)
        {
            Recall(change);
        }
    }

    /// <summary>Nothing is delivered any more, but the connection stays open.</summary>
    public void Freeze() => _frozen = true;

    public void Close() => _closed.Cancel();

    public void Dispose() => _closed.Dispose();
}
