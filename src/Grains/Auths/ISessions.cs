using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Vault;

namespace Coffer.Grains.Auths;

/// <summary>The sessions of one silo: what its secrets read with. A thousand secrets cost their SessionGrain one call.</summary>
internal interface ISessions
{
    /// <summary>A session of this silo if one is fresh, otherwise the SessionGrain's answer. Never throws but on cancellation.</summary>
    /// <param name="authKey">Key of the SessionGrain, <c>namespace/name@consumer</c>.</param>
    /// <param name="request">What is to be read, by whom, and which session Vault refused.</param>
    /// <param name="cancellation">Ends this wait, not the login.</param>
    ValueTask<SessionReply> GetAsync(string authKey, SessionRequest request, CancellationToken cancellation);

    /// <summary>Has a dependent told when the auth changes or recovers, without asking for a session. Cheap: sent in batches.</summary>
    void Watch(string authKey, ResourceRef dependent);

    /// <summary>A dependent that is gone, or uses another auth, is told nothing more; an auth that nobody uses is let go.</summary>
    void Unwatch(string authKey, ResourceRef dependent);

    /// <summary>
    /// Something changed: the next <see cref="GetAsync"/> asks the SessionGrain. To be called by a dependent that is told of it.
    /// </summary>
    void Forget(string authKey);

    /// <summary>A read failed: where that speaks of the Vault as a whole, its connection looks at it at once.</summary>
    void Suspect(VaultEndpoint endpoint, Failure failure);
}
