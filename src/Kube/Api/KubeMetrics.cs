using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Coffer.Kube.Api;

/// <summary>The meter <c>Coffer.Kube</c>. Tags name verbs, resource types and outcomes, never objects.</summary>
internal sealed class KubeMetrics : IDisposable
{
    public const string Name = "Coffer.Kube";

    private readonly ConcurrentDictionary<(string Resource, string Namespace), long> _heard = new();
    private readonly TimeProvider _time;
    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _watchEnds;
    private readonly Counter<long> _undecodable;
    private readonly Counter<long> _events;

    public KubeMetrics(TimeProvider time)
    {
        _time = time;
        _requests = _meter.CreateCounter<long>(
            "coffer.kube.requests", "{request}", "Requests to the API server by verb, resource and outcome");
        _durations = _meter.CreateHistogram<double>("coffer.kube.request.duration", "s", "Time to the whole answer");
        _watchEnds = _meter.CreateCounter<long>("coffer.kube.watch.ends", "{watch}", "Watches ended, by resource and why");
        _undecodable = _meter.CreateCounter<long>("coffer.kube.undecodable", "{object}", "Objects skipped because they can't be decoded");
        _events = _meter.CreateCounter<long>("coffer.kube.events", "{event}", "Events by what became of them");
        _meter.CreateObservableGauge("coffer.kube.watch.age", Ages, "s", "Time since a watch was last heard, or begun");
    }

    public Meter Meter => _meter;

    public void Requested(string verb, string resource, string outcome, TimeSpan duration)
    {
        _requests.Add(1, new("verb", verb), new("resource", resource), new("outcome", outcome));
        _durations.Record(duration.TotalSeconds, new("verb", verb), new("resource", resource));
    }

    public void WatchEnded(string resource, string why) =>
        _watchEnds.Add(1, new("resource", resource), new KeyValuePair<string, object?>("why", why));

    public void Undecodable(string resource) => _undecodable.Add(1, new KeyValuePair<string, object?>("resource", resource));

    public void Event(string fate) => _events.Add(1, new KeyValuePair<string, object?>("fate", fate));

    public void Heard(string resource, string? @namespace) => _heard[(resource, @namespace ?? "*")] = _time.GetTimestamp();

    /// <summary>The watch is no longer run by this silo.</summary>
    public void Forget(string resource, string? @namespace) => _heard.TryRemove((resource, @namespace ?? "*"), out _);

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Ages() => _heard.Select(entry => new Measurement<double>(
        _time.GetElapsedTime(entry.Value).TotalSeconds, new("resource", entry.Key.Resource), new("namespace", entry.Key.Namespace)));
}
