using System.Text.Json.Serialization;
using Coffer.Grains.Actors;
using Coffer.Grains.Placement;
using Coffer.Grains.Secrets;

namespace Coffer.Cluster.Tests.FourthKind;

[KeepAlive, OwnerPlacement]
internal sealed class MadeUpSecretGrain(ActorServices services, SecretKind<MadeUpSecret> kind)
    : SecretGrain<MadeUpSecret>(services, kind), IMadeUpSecretGrain
{
    protected override JsonSerializerContext Json => MadeUpJson.Default;
}
