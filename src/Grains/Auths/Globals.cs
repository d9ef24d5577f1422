using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Globals;
using Coffer.Grains.Actors;

namespace Coffer.Grains.Auths;

/// <summary>Asks for the VaultAuthGlobal of a VaultAuth, and merges the two.</summary>
internal sealed class Globals(IGrainFactory grains, GrainOptions options)
{
    /// <summary>What a VaultAuth comes to; neither where it names no VaultAuthGlobal.</summary>
    public async Task<(MergedAuth? Merged, Failure? Problem)> MergeAsync(ObjectKey auth, VaultAuthSpec spec)
    {
        if (spec.VaultAuthGlobalRef is not { } reference)
        {
            return (null, null);
        }

        var candidates = GlobalReference.Candidates(auth, reference, options.OperatorNamespace, options.DefaultGlobals);
        var found = candidates.TryGet(out var keys, out var flaw) ? await FirstAsync(auth, keys) : flaw;
        return found.TryGet(out var global, out var problem) ? (VaultAuthMerge.Merge(spec, global), null) : (null, problem);
    }

    /// <summary>Each that is not there is asked, too: it tells when it comes.</summary>
    private async Task<Outcome<GlobalDefaults>> FirstAsync(ObjectKey auth, IReadOnlyList<ObjectKey> candidates)
    {
        var dependent = new ResourceRef(ResourceKinds.VaultAuth.Kind, auth);
        foreach (var key in candidates)
        {
            var global = grains.GetGrain<IVaultAuthGlobalGrain>(key.ToString());
            var reply = await GrainCalls.TryAsync(() => global.GetDefaults(dependent), static failure => new GlobalReply(null, failure));
            if (reply.Spec is { } spec)
            {
                var refused = AllowedNamespaces.Check(
                    ResourceKinds.VaultAuthGlobal.Kind, key, spec.AllowedNamespaces, auth.Namespace, options.OperatorNamespace);
                return refused is null ? new GlobalDefaults(key, spec) : refused;
            }

            if (reply.Problem!.Kind != FailureKind.NotFound)
            {
                return reply.Problem;
            }
        }

        return GlobalReference.Missing(candidates);
    }
}
