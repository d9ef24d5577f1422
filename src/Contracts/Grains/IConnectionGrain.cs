using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>One VaultConnection: its endpoint, its health, its status.</summary>
[Alias("coffer.IConnectionGrain")]
public interface IConnectionGrain : IResourceGrain, IInformed
{
    /// <summary>The endpoint, or why there is none. Makes no call to Vault; one GET when the feed has not delivered the object yet.</summary>
    /// <param name="dependent">VaultAuth <c>namespace/name</c> to nudge when this connection changes or recovers; empty for nobody.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:15"), Alias("GetEndpoint")]
    Task<EndpointReply> GetEndpoint(string dependent);
}
