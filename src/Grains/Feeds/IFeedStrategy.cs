using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Grains.Feeds;

/// <summary>
/// What differs between the feeds of custom resources and of Secrets: how a sighting becomes news, for whom, and how receivers
/// are asked what they lack.
/// </summary>
internal interface IFeedStrategy : IDisposable
{
    (int Objects, int Dirty) Count { get; }

    void Listing();

    void Seen(Watched item);

    /// <summary>It is there, but can't be shown.</summary>
    void Unreadable(ObjectKey key);

    void Deleted(Watched item);

    /// <summary>
    /// True when an object in the list under way is of another past than what was known; see <see
    /// cref="Domain.Feeds.HandOutQueue{T}.IsBehind"/>.
    /// </summary>
    bool IsBehind(ulong listed);

    /// <summary>The API server tells another past: all is handed out anew, whatever its version.</summary>
    void Begin(long epoch);

    /// <summary>Says of everything that was not in the list that it is gone.</summary>
    void Listed(string resourceVersion);

    /// <summary>Failed hand-outs are due at once.</summary>
    void RetryNow();

    /// <summary>Finds out which receivers lack what they were told and tells them again.</summary>
    /// <returns>True when everything has to be listed once for that.</returns>
    Task<bool> SweepAsync(CancellationToken cancellation);
}
