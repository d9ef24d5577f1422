using System.Diagnostics.Metrics;

namespace Coffer.Grains.Feeds;

/// <summary>The meter <c>Coffer.Feeds</c>. Tags name resources, never objects.</summary>
internal sealed class FeedMetrics : IDisposable
{
    private readonly Meter _meter = new("Coffer.Feeds");
    private readonly Counter<long> _epochs;

    public FeedMetrics() => _epochs = _meter.CreateCounter<long>(
        "coffer.feed.epochs", "{epoch}", "Times that resourceVersions of the API server were found to have gone back, by resource");

    public void EpochBegun(string resource) => _epochs.Add(1, new KeyValuePair<string, object?>("resource", resource));

    public void Dispose() => _meter.Dispose();
}
