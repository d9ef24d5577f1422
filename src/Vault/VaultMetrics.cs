using System.Diagnostics.Metrics;
using Coffer.Contracts;
using Coffer.Vault.Links;
using Polly.CircuitBreaker;

namespace Coffer.Vault;

/// <summary>Meter <c>Coffer.Vault</c>.</summary>
internal sealed class VaultMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly ReferenceMetrics _reference;
    private readonly ConnectionLabels _labels;

    public VaultMetrics(IMeterFactory meters, VaultLinks links, VaultOptions options)
    {
        _labels = new ConnectionLabels(options.Reach.OperatorNamespace);
        _meter = meters.Create("Coffer.Vault");
        _requests = _meter.CreateCounter<long>("coffer.vault.requests", "{request}", "Calls to Vault by outcome.");
        _duration = _meter.CreateHistogram<double>("coffer.vault.request.duration", "s", "Time of a call to Vault, queueing included.");
        _reference = new ReferenceMetrics(_meter);
        _meter.CreateObservableGauge("coffer.vault.circuit", () => States(links), null, "0 closed, 1 one trial at a time, 2 open.");
    }

    public void Called(ObjectKey connection, string operation, Failure? failure, TimeSpan took)
    {
        var label = _labels.Of(connection);
        var where = KeyValuePair.Create<string, object?>("connection", label);
        var what = KeyValuePair.Create<string, object?>("operation", operation);
        _requests.Add(1, where, what, KeyValuePair.Create<string, object?>("outcome", failure?.Kind.ToString() ?? "Ok"));
        _duration.Record(took.TotalSeconds, where, what);
        _reference.Called(label, operation, failure, took);
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>One measurement per VaultConnection: while two of its versions are open, the worse of the two.</summary>
    private IEnumerable<Measurement<int>> States(VaultLinks links) =>
        links.Snapshot()
            .GroupBy(link => _labels.Of(link.Endpoint.Connection), link => link.Gate.State switch
            {
                CircuitState.Closed => 0,
                CircuitState.HalfOpen => 1,
                _ => 2,
            })
            .Select(g => new Measurement<int>(g.Max(), KeyValuePair.Create<string, object?>("connection", g.Key)));
}
