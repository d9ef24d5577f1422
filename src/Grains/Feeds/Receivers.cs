using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;

namespace Coffer.Grains.Feeds;

internal sealed class Receivers(IGrainFactory grains) : IReceivers
{
    public IResourceGrain Resource(ResourceKind kind, ObjectKey key) => kind.Plural switch
    {
        "vaultstaticsecrets" => grains.GetGrain<IStaticSecretGrain>(key.ToString()),
        "vaultconnections" => grains.GetGrain<IConnectionGrain>(key.ToString()),
        "vaultauths" => grains.GetGrain<IVaultAuthGrain>(key.ToString()),
        "secrettransformations" => grains.GetGrain<ISecretTransformationGrain>(key.ToString()),
        _ => grains.GetGrain<IUnservedGrain>($"{kind.Plural}/{key}"),
    };

    public ISecretWitness Witness(string owner) => grains.GetGrain<IStaticSecretGrain>(owner);

    public IRestartSource RestartSource(string source) => grains.GetGrain<IStaticSecretGrain>(source);
}
