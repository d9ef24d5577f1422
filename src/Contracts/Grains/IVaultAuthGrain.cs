using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>One VaultAuth: its spec, its references, its status. Logs in nowhere.</summary>
[Alias("coffer.IVaultAuthGrain")]
public interface IVaultAuthGrain : IResourceGrain, IDependent
{
    /// <summary>
    /// How a consumer namespace logs in with this VaultAuth, or why it can't. Makes no call to Vault; one GET when the feed has not
    /// delivered the object yet.
    /// </summary>
    /// <param name="consumerNamespace">Namespace of the resources that want to use it.</param>
    /// <param name="subscribe">True: tell that SessionGrain when this VaultAuth or its connection changes or recovers.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:15"), Alias("GetLogin")]
    Task<LoginReply> GetLogin(string consumerNamespace, bool subscribe);
}
