using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.Chaos.Tests.Watching;

/// <summary>What a watch has told of each object of a kind, by name; it sees every change.</summary>
internal abstract class Ledger<T> : IAsyncDisposable
    where T : class, new()
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, T> _objects = new();
    private readonly Task _reading;

    protected Ledger(KubeClient kube, ObjectId any) => _reading = Task.Run(() => ReadAsync(kube, any));

    public IReadOnlyDictionary<string, T> Objects => _objects;

    /// <summary>The object's page; it is locked while it is written to.</summary>
    public T Of(string name) => _objects.GetOrAdd(name, _ => new T());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    /// <summary>Fails when the watch did: then nothing that was counted can be relied on.</summary>
    public void MustStillRead() => Assert.False(_reading.IsCompleted, $"The test's watch has ended: {_reading.Exception}");

    protected abstract void Note(T page, JsonObject seen, long revision, long now);

    private async Task ReadAsync(KubeClient kube, ObjectId any)
    {
        await foreach (var change in kube.WatchAsync(any, _stop.Token))
        {
            var now = TimeProvider.System.GetTimestamp();
            if ((string)change["type"]! is "ADDED" or "MODIFIED")
            {
                var seen = change["object"]!.AsObject();
                var page = Of((string)seen["metadata"]!["name"]!);
                lock (page)
                {
                    Note(page, seen,
                        long.Parse((string)seen["metadata"]!["resourceVersion"]!, System.Globalization.CultureInfo.InvariantCulture), now);
                }
            }
        }
    }
}
