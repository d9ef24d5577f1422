using Coffer.Contracts.Resources;
using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>
/// What every grain of a custom resource hears from its feed; the key is <c>namespace/name</c>. All calls only store a fact and arm the
/// timer: no effect runs inside one.
/// </summary>
[Alias("coffer.IResourceGrain")]
public interface IResourceGrain : IGrainWithStringKey
{
    /// <summary>The feed has this version. True when the grain needs the object (it holds none, or an older one).</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("NeedsObject")]
    Task<bool> NeedsObject(string uid, string resourceVersion);

    /// <summary>The object as it is now. An older version than the one held is an echo and dropped.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("Observe")]
    Task Observe(IResource resource);

    /// <summary>The object with this UID is gone from the API.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("ObserveDeleted")]
    Task ObserveDeleted(string uid, string resourceVersion);

    /// <summary>
    /// The object as it is now, after the API server went back in time. The first of an epoch replaces what the grain holds whatever its
    /// version; one of an epoch before the latest that the grain has heard of was on its way for too long, and is dropped.
    /// </summary>
    /// <param name="resource">The object.</param>
    /// <param name="epoch">When the API server was last found to tell another past than before, in Unix milliseconds.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("ObserveIn")]
    Task ObserveIn(IResource resource, long epoch);

    /// <summary>The object with this UID is gone from the API, after the API server went back in time.</summary>
    /// <param name="uid">Its UID.</param>
    /// <param name="resourceVersion">The version at which it was seen to be gone.</param>
    /// <param name="epoch">As in <see cref="ObserveIn"/>.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("ObserveDeletedIn")]
    Task ObserveDeletedIn(string uid, string resourceVersion, long epoch);
}
