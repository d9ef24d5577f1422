using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths.Globals;
using Coffer.Domain.Journal;
using Coffer.Domain.Rendering;
using Coffer.Grains.Actors;
using Coffer.Grains.Placement;

namespace Coffer.Grains.Auths;

/// <summary>One VaultAuthGlobal: checks it, gives it to VaultAuths, and tells them when it changes.</summary>
[KeepAlive, OwnerPlacement]
internal sealed class VaultAuthGlobalGrain(ActorServices services, IGrainFactory grains) : SpecGrain<VaultAuthGlobal>(
    services, ResourceKinds.VaultAuthGlobal, JudgedStatuses.VaultAuthGlobal,
    auth => grains.GetGrain<IVaultAuthGrain>(auth.Key.ToString())), IVaultAuthGlobalGrain
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    protected override string Failed => "VaultAuthGlobal can't be used";

    public Task<GlobalReply> GetDefaults(ResourceRef dependent)
    {
        Dependents.Add(dependent);
        return AnswerAsync(Current, AnswerLimit, static failure => new GlobalReply(null, failure));
    }

    protected override IReadOnlyList<SpecError> Check(VaultAuthGlobal resource) => VaultAuthGlobalRules.Check(resource);

    /// <summary>The spec of an object that is too large was never read.</summary>
    private GlobalReply? Current() => Resource switch
    {
        { Metadata.OversizeBytes: not null } => new GlobalReply(
            null, new Failure(FailureKind.Misconfigured, $"VaultAuthGlobal {Key} can't be used: {SpecVerdict.Text(Flaws)}")),
        { } global => new GlobalReply(global.Spec, null) { Input = Input(global) },
        null => Absence.IsKnown ? new GlobalReply(null, Absence.Of($"VaultAuthGlobal {Key}", GlobalReference.Field)) : null,
    };
}
