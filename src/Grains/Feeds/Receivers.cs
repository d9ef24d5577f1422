using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Grains.Secrets;

namespace Coffer.Grains.Feeds;

internal sealed class Receivers(IGrainFactory grains, IEnumerable<ServedSecretKind> secrets) : IReceivers
{
    private readonly Dictionary<string, ServedSecretKind> _secrets = secrets.ToDictionary(
        static served => served.Kind.Kind, StringComparer.Ordinal);

    public IReadOnlyCollection<string> SecretKinds => _secrets.Keys;

    public IResourceGrain Resource(ResourceKind kind, ObjectKey key) => Secret(new ResourceRef(kind.Kind, key)) ?? kind.Plural switch
    {
        "vaultconnections" => grains.GetGrain<IConnectionGrain>(key.ToString()),
        "vaultauths" => grains.GetGrain<IVaultAuthGrain>(key.ToString()),
        "vaultauthglobals" => grains.GetGrain<IVaultAuthGlobalGrain>(key.ToString()),
        "secrettransformations" => grains.GetGrain<ISecretTransformationGrain>(key.ToString()),
        _ => (IResourceGrain)grains.GetGrain<IUnservedGrain>($"{kind.Plural}/{key}"),
    };

    public ISecretGrain? Secret(ResourceRef secret) => _secrets.GetValueOrDefault(secret.Kind)?.Grain(grains, secret.Key.ToString());
}
