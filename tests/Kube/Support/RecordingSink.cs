using System.Collections.Concurrent;
using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Kube.Tests.Support;

/// <summary>Writes down what a watch says, and keeps the names that exist by it.</summary>
internal sealed class RecordingSink : IWatchSink
{
    private readonly HashSet<string> _listing = [];

    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentDictionary<string, Watched> Present { get; } = new();

    public ConcurrentQueue<Failure> Failures { get; } = new();

    public Action<Watched>? OnSeen { get; set; }

    public bool Has(string call) => Calls.Contains(call);

    public int Count(string call) => Calls.Count(c => c == call);

    public void Listing()
    {
        _listing.Clear();
        Calls.Enqueue("listing");
    }

    public void Seen(Watched item)
    {
        _listing.Add(item.Key.Name);
        OnSeen?.Invoke(item);
        Present[item.Key.Name] = item;
        Calls.Enqueue($"seen {item.Key.Name} {item.ResourceVersion}");
    }

    public void Deleted(Watched item)
    {
        Present.TryRemove(item.Key.Name, out _);
        Calls.Enqueue($"deleted {item.Key.Name} {item.ResourceVersion}");
    }

    public void Unreadable(ObjectKey key)
    {
        _listing.Add(key.Name);
        Calls.Enqueue($"unreadable {key}");
    }

    public void Listed(string resourceVersion)
    {
        foreach (var gone in Present.Keys.Except(_listing))
        {
            Present.TryRemove(gone, out _);
        }

        Calls.Enqueue($"listed {resourceVersion}");
    }

    public void Progress(string resourceVersion) => Calls.Enqueue($"progress {resourceVersion}");

    public void Broken(Failure failure)
    {
        Failures.Enqueue(failure);
        Calls.Enqueue($"broken {failure.Kind}");
    }
}
