using Coffer.Cli.Api;
using Coffer.Cli.Resources;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Globals;

namespace Coffer.Cli.Status;

/// <summary>Reads a resource and what it leads to.</summary>
internal sealed class ChainReader(KubeApi api, string operatorNamespace)
{
    /// <summary>Reads all of it. What can't be read is in the facts as a failure.</summary>
    public async Task<ChainFacts> ReadAsync(CofferObject resource, CancellationToken cancellation)
    {
        var facts = new ChainFacts { Resource = resource, OperatorNamespace = operatorNamespace };
        var events = EventsAsync(resource, cancellation);
        facts = KindNames.IsSecret(resource.Kind) ? await SecretAsync(facts, cancellation)
            : resource.Kind == ResourceKinds.VaultAuth.Kind ? await LoginAsync(facts, resource, cancellation)
            : facts;
        return facts with { Events = await events };
    }

    /// <summary>The way from a secret back to Vault.</summary>
    public async Task<ChainFacts> TowardsVaultAsync(ChainFacts facts, CancellationToken cancellation)
    {
        var resource = facts.Resource;
        var auth = await FactAsync(
            ResourceKinds.VaultAuth, "spec.vaultAuthRef", resource.Spec.VaultAuthRef, resource.Metadata.Namespace, cancellation);
        facts = facts with { Auth = auth };
        return auth.Value is { } found ? await LoginAsync(facts, found, cancellation) : facts;
    }

    private async Task<ChainFacts> SecretAsync(ChainFacts facts, CancellationToken cancellation)
    {
        var resource = facts.Resource;
        var key = new ObjectKey(resource.Metadata.Namespace, resource.Spec.Destination?.Name ?? "");
        var secret = api.GetAsync(ResourceKinds.Secret, key, ApiJson.Default.SecretObject, cancellation);
        var pods = api.ListAsync(OtherKinds.Pod, key.Namespace, "", ApiJson.Default.PodObjects, cancellation);
        var workloads = Task.WhenAll(resource.Spec.RolloutRestartTargets.Select(
            target => WorkloadAsync(key.Namespace, target, cancellation)));
        facts = await TowardsVaultAsync(facts, cancellation);
        return facts with
        {
            Secret = new Fact<SecretObject>(ResourceKinds.Secret.Kind, key, "spec.destination.name", await secret),
            Pods = await pods,
            Workloads = await workloads,
        };
    }

    private async Task<ChainFacts> LoginAsync(ChainFacts facts, CofferObject auth, CancellationToken cancellation)
    {
        var ns = auth.Metadata.Namespace;
        var global = auth.Spec.VaultAuthGlobalRef is { } reference ? await GlobalAsync(auth, reference, cancellation) : null;
        var wanted = auth.Spec.VaultConnectionRef is { Length: > 0 } own ? own : global?.Value?.Spec.VaultConnectionRef;
        return facts with
        {
            Global = global,
            Connection = await FactAsync(ResourceKinds.VaultConnection, "spec.vaultConnectionRef", wanted, ns, cancellation),
        };
    }

    /// <summary>The first that is there of those that the reference may mean.</summary>
    private async Task<Fact<CofferObject>> GlobalAsync(CofferObject auth, VaultAuthGlobalRef reference, CancellationToken cancellation)
    {
        var kind = ResourceKinds.VaultAuthGlobal;
        if (!GlobalReference.Candidates(auth.Key, reference, operatorNamespace, allowDefaults: true).TryGet(out var keys, out var flaw))
        {
            return new Fact<CofferObject>(kind.Kind, new ObjectKey("", reference.Name ?? ""), GlobalReference.Field, flaw);
        }

        foreach (var key in keys)
        {
            var found = await ReadAsync(kind, key, cancellation);
            if (found.Failure is not { Kind: FailureKind.NotFound })
            {
                return new Fact<CofferObject>(kind.Kind, key, GlobalReference.Field, found);
            }
        }

        return new Fact<CofferObject>(kind.Kind, keys[0], GlobalReference.Field, GlobalReference.Missing(keys));
    }

    private async Task<Fact<CofferObject>> FactAsync(
        ResourceKind kind, string field, string? reference, string from, CancellationToken cancellation) =>
        References.Resolve(field, reference, from, operatorNamespace).TryGet(out var key, out var flaw)
            ? new Fact<CofferObject>(kind.Kind, key, field, await ReadAsync(kind, key, cancellation))
            : new Fact<CofferObject>(kind.Kind, new ObjectKey("", reference ?? ""), field, flaw);

    /// <summary>One custom resource, with its kind.</summary>
    public async Task<Outcome<CofferObject>> ReadAsync(ResourceKind kind, ObjectKey key, CancellationToken cancellation) =>
        (await api.GetAsync(kind, key, ApiJson.Default.CofferObject, cancellation)).TryGet(out var found, out var failure)
            ? found with { Kind = kind.Kind }
            : failure;

    private async Task<Fact<WorkloadObject>> WorkloadAsync(string @namespace, RolloutRestartTarget target, CancellationToken cancellation)
    {
        var key = new ObjectKey(@namespace, target.Name);
        Outcome<WorkloadObject> found = OtherKinds.Workload(target.Kind) is { } kind
            ? await api.GetAsync(kind, key, ApiJson.Default.WorkloadObject, cancellation)
            : new Failure(FailureKind.Misconfigured, $"spec.rolloutRestartTargets: {target.Kind} is no kind of workload");
        return new Fact<WorkloadObject>(target.Kind, key, "spec.rolloutRestartTargets", found);
    }

    private Task<Outcome<IReadOnlyList<KubeEvent>>> EventsAsync(CofferObject resource, CancellationToken cancellation) => api.ListAsync(
        OtherKinds.Event, resource.Metadata.Namespace, $"fieldSelector=involvedObject.uid%3D{Uri.EscapeDataString(resource.Metadata.Uid)}",
        ApiJson.Default.KubeEvents, cancellation);
}
