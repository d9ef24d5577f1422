using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>One VaultAuthGlobal: its validity, its status. Logs in nowhere.</summary>
[Alias("coffer.IVaultAuthGlobalGrain")]
public interface IVaultAuthGlobalGrain : IResourceGrain
{
    /// <summary>
    /// What it offers, or why it can't be had: <see cref="FailureKind.NotFound"/> when there is no such object. A flaw in it is told by its
    /// own status and by the VaultAuth that it makes unusable. One GET when the feed has not delivered the object yet.
    /// </summary>
    /// <param name="dependent">The VaultAuth to tell when this object comes, changes or goes.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:15"), Alias("GetDefaults")]
    Task<GlobalReply> GetDefaults(ResourceRef dependent);
}
