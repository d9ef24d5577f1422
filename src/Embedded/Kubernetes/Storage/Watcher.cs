using System.Threading.Channels;

namespace Coffer.Embedded.Kubernetes.Storage;

/// <summary>One open watch: a queue of changes that the store fills and the connection empties.</summary>
internal sealed class Watcher(string table) : IDisposable
{
    private readonly Channel<Change> _changes = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closed = new();
    private volatile bool _frozen;
    private volatile bool _ofThePast;

    public string Table { get; } = table;

    public Func<Change, bool>? Drops { get; set; }

    public ChannelReader<Change> Changes => _changes.Reader;

    public CancellationToken Closed => _closed.Token;

    public bool IsFrozen => _frozen;

    public void Offer(Change change)
    {
        if (!_frozen && Drops?.Invoke(change) != true)
        {
            _changes.Writer.TryWrite(change);
        }
    }

    /// <summary>From now on changes are delivered whatever their revision.</summary>
    public bool IsOfThePast => _ofThePast;

    public void Repeat(IEnumerable<Change> changes)
    {
        _ofThePast = true;
        foreach (var change in changes)
        {
            Offer(change);
        }
    }

    /// <summary>Nothing is delivered any more, but the connection stays open.</summary>
    public void Freeze() => _frozen = true;

    public void Close() => _closed.Cancel();

    public void Dispose() => _closed.Dispose();
}
