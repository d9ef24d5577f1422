using Coffer.Contracts.Grains;

namespace Coffer.Grains.Feeds;

internal sealed class FeedHealth(FeedOptions options, TimeProvider time) : IFeedHealth
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Heard> _heard = options.Feeds.ToDictionary(
        feed => feed, _ => new Heard(null, time.GetTimestamp(), null));

    public IReadOnlyDictionary<string, FeedReport?> Feeds
    {
        get
        {
            lock (_gate)
            {
                return _heard.ToDictionary(feed => feed.Key, feed => feed.Value.Report);
            }
        }
    }

    public bool AllSynced
    {
        get
        {
            lock (_gate)
            {
                return _heard.Values.All(feed => feed.Report is { Synced: true });
            }
        }
    }

    public TimeSpan WorstSilence
    {
        get
        {
            lock (_gate)
            {
                return _heard.Values.Select(feed => time.GetElapsedTime(feed.At) + TimeSpan.FromSeconds(feed.Report?.SilenceSeconds ?? 0))
                    .DefaultIfEmpty().Max();
            }
        }
    }

    public TimeSpan LongestBreak
    {
        get
        {
            lock (_gate)
            {
                return _heard.Values.Select(feed => feed.BrokenSince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero)
                    .DefaultIfEmpty().Max();
            }
        }
    }

    public IReadOnlyDictionary<string, string> Doubts
    {
        get
        {
            lock (_gate)
            {
                return _heard.Where(feed => feed.Value.Report?.Doubt is not null)
                    .ToDictionary(feed => feed.Key, feed => feed.Value.Report!.Doubt!);
            }
        }
    }

    public void Report(string feed, FeedReport report)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var since = _heard.TryGetValue(feed, out var before) ? before.BrokenSince : null;
            _heard[feed] = new Heard(report, now, report.Problem is null ? null : since ?? now);
        }
    }

    private readonly record struct Heard(FeedReport? Report, long At, long? BrokenSince);
}
