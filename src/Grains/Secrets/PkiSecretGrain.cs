using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Grains.Actors;
using Coffer.Grains.Observability;
using Coffer.Grains.Placement;

namespace Coffer.Grains.Secrets;

/// <summary>One VaultPKISecret.</summary>
[KeepAlive, OwnerPlacement]
internal sealed class PkiSecretGrain(ActorServices services, SecretKind<VaultPKISecret> kind)
    : SecretGrain<VaultPKISecret>(services, kind), IPkiSecretGrain, IValidity
{
    ResourceValidity? IValidity.Validity() =>
        Resource?.Status is { } status ? new ResourceValidity("vaultpkisecret", Key, status.Valid) : null;
}
