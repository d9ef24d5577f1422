namespace Coffer.Cluster.Tests.Clustering;

/// <summary>Says on which silo it lives.</summary>
public interface IWhereaboutsGrain : IGrainWithIntegerKey
{
    /// <summary>The silo, and the payload back.</summary>
    Task<(string Silo, byte[] Echo)> Tell(byte[] payload);
}

internal sealed class WhereaboutsGrain(ILocalSiloDetails silo) : Grain, IWhereaboutsGrain
{
    public Task<(string Silo, byte[] Echo)> Tell(byte[] payload) => Task.FromResult((silo.SiloAddress.ToString(), payload));
}
