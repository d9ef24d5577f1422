using Coffer.Contracts.Ports;

namespace Coffer.Grains.Feeds;

/// <summary>What differs between the feeds of custom resources and of Secrets: how a sighting becomes news, for whom, and how receivers are asked what they lack.</summary>
internal interface IFeedLane : IDisposable
{
    (int Objects, int Dirty) Count { get; }

    void Listing();

    void Seen(Watched item);

    void Deleted(Watched item);

    /// <summary>Says of everything that was not in the list that it is gone.</summary>
    void Listed(string resourceVersion);

    /// <summary>Failed hand-outs are due at once.</summary>
    void Hurry();

    /// <summary>Finds out which receivers lack what they were told and tells them again.</summary>
    /// <returns>True when everything has to be listed once for that.</returns>
    Task<bool> SweepAsync(CancellationToken cancellation);
}
