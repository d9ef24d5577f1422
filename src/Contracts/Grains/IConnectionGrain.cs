using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>One VaultConnection: its endpoint, its health, its status.</summary>
[Alias("coffer.IConnectionGrain")]
public interface IConnectionGrain : IResourceGrain
{
    /// <summary>
    /// The endpoint, or why there is none. Makes no call to Vault; one GET when the feed has not delivered the object yet.
    /// </summary>
    /// <param name="dependent">VaultAuth <c>namespace/name</c> to tell when this connection changes or recovers; empty for nobody.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:15"), Alias("GetEndpoint")]
    Task<EndpointReply> GetEndpoint(string dependent);

    /// <summary>
    /// A call to this Vault failed in a way that speaks of the Vault as a whole: look soon at how it is. Stored, and the timer armed.
    /// </summary>
    [OneWay, AlwaysInterleave, Alias("CallFailed")]
    Task CallFailed();
}
