using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Coffer.Grains.Sharing;

/// <summary>The meter <c>Coffer.Sharing</c>: how the actors are spread over the silos, and how many move.</summary>
internal sealed class SharingMetrics : IDisposable
{
    public const string Name = "Coffer.Sharing";

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _moves;

    public SharingMetrics()
    {
        _moves = _meter.CreateCounter<long>("coffer.actors.moves", "{actor}", "Actors that moved to another silo, by why");
        _meter.CreateObservableGauge("coffer.actors.active", Counts, "{actor}", "Actors that are active on this silo, by kind");
    }

    public Meter Meter => _meter;

    public void Joined(Type actor) => _counts.AddOrUpdate(actor.Name, 1, static (_, count) => count + 1);

    public void Left(Type actor) => _counts.AddOrUpdate(actor.Name, 0, static (_, count) => count - 1);

    public void Moved(MoveReason reason) =>
        _moves.Add(1, new KeyValuePair<string, object?>("why", reason == MoveReason.Sharing ? "sharing" : "leaving"));

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Counts() =>
        _counts.Select(static entry => new Measurement<int>(entry.Value, new KeyValuePair<string, object?>("kind", entry.Key)));
}
