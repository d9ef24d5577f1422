using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>One list and watch for all silos; key <c>plural/namespace</c> or <c>plural/*</c>.</summary>
[Alias("coffer.IResourceFeedGrain")]
public interface IResourceFeedGrain : IGrainWithStringKey
{
    /// <summary>Wakes the feed if it sleeps and tells how it is.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("Poke")]
    Task<FeedReport> Poke(bool sweep);

    /// <summary>
    /// Somebody has seen this version of the feed's kind: a list that is made from now on and is older tells of another past.
    /// </summary>
    /// <param name="resourceVersion">The version; 0 for none.</param>
    /// <param name="epoch">The epoch that others are told already; 0 for none.</param>
    [OneWay, AlwaysInterleave, Alias("Claim")]
    Task Claim(ulong resourceVersion, long epoch);
}
