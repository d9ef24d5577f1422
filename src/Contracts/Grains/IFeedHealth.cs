namespace Coffer.Contracts.Grains;

/// <summary>How the feeds are, as this silo hears it; for readiness. Thread-safe.</summary>
public interface IFeedHealth
{
    /// <summary>The feeds and what was last heard of each; null for one that has not answered yet.</summary>
    IReadOnlyDictionary<string, FeedReport?> Feeds { get; }

    /// <summary>True when every feed has completed a list.</summary>
    bool AllSynced { get; }

    /// <summary>The longest time for which the API server was not heard by a feed, or the feed not by this silo.</summary>
    TimeSpan WorstSilence { get; }

    /// <summary>The longest time for which a feed has had a problem without a break.</summary>
    TimeSpan LongestBreak { get; }

    /// <summary>What is doubted, by feed: the API server went back in time there and not all is looked at anew yet.</summary>
    IReadOnlyDictionary<string, string> Doubts { get; }

    /// <summary>A feed's answer.</summary>
    /// <param name="feed">Grain key of the feed.</param>
    /// <param name="report">How it is.</param>
    void Report(string feed, FeedReport report);
}
