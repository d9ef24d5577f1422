using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>Hears of the Secrets that carry its name in <see cref="Ports.SecretAnnotations.Source"/> or an owner reference to it.</summary>
[Alias("coffer.ISecretWitness")]
public interface ISecretWitness : IGrainWithStringKey
{
    /// <summary>A Secret of this resource was seen or is gone.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("SecretSeen")]
    Task SecretSeen(Ports.SecretSighting sighting);

    /// <summary>The same after the API server went back in time: the first sighting of an epoch counts whatever its version.</summary>
    /// <param name="sighting">The Secret.</param>
    /// <param name="epoch">As in <see cref="IResourceGrain.ObserveIn"/>.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("SecretSeenIn")]
    Task SecretSeenIn(Ports.SecretSighting sighting, long epoch);
}
