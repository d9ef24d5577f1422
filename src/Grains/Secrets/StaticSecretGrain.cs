using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Grains.Actors;
using Coffer.Grains.Placement;

namespace Coffer.Grains.Secrets;

/// <summary>One VaultStaticSecret.</summary>
[KeepAlive, OwnerPlacement]
internal sealed class StaticSecretGrain(ActorServices services, SecretKind<VaultStaticSecret> kind)
    : SecretGrain<VaultStaticSecret>(services, kind), IStaticSecretGrain;
