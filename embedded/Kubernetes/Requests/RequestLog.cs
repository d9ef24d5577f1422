using System.Collections.Concurrent;

namespace Coffer.Embedded.Kubernetes.Requests;

/// <summary>What the server was asked: counts without end, and the last requests one by one.</summary>
public sealed class RequestLog
{
    private const int Kept = 20_000;

    private readonly ConcurrentDictionary<RequestKey, long> _counts = new();
    private readonly ConcurrentQueue<KubeRequest> _recent = new();

    /// <summary>The last 20,000 finished requests (watches when they end), oldest first.</summary>
    public IReadOnlyList<KubeRequest> Recent => [.. _recent];

    /// <summary>Counts since the start or the last reset; a request counts when it arrives.</summary>
    public IReadOnlyDictionary<RequestKey, long> Snapshot() => new Dictionary<RequestKey, long>(_counts);

    /// <summary>How many requests match.</summary>
    public long Count(Func<RequestKey, bool> matches) => _counts.Where(pair => matches(pair.Key)).Sum(pair => pair.Value);

    /// <summary>How many requests there were of this verb and resource, whatever the subresource and content type.</summary>
    public long Count(string verb, string resource) => Count(key => key.Verb == verb && key.Resource == resource);

    /// <summary>Starts anew.</summary>
    public void Reset()
    {
        _counts.Clear();
        _recent.Clear();
    }

    internal void Arrived(KubeRequest request) => _counts.AddOrUpdate(
        new RequestKey(request.Verb, request.Resource, request.Subresource, request.Verb == "patch" ? request.ContentType : ""), 1,
        (_, count) => count + 1);

    internal void Finished(KubeRequest request)
    {
        _recent.Enqueue(request);
        while (_recent.Count > Kept && _recent.TryDequeue(out _))
        {
        }
    }
}
