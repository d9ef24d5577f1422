using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using Coffer.Domain.Transformations;

namespace Coffer.Grains.Transformations;

/// <summary>Finds the SecretTransformations that a secret refers to, and makes what it is rendered with.</summary>
internal sealed class TransformationResolver(ITransformations transformations, TransformationCache cache)
{
    /// <summary>What a resource is rendered with, or why it can't be.</summary>
    public async Task<Resolved> ResolveAsync(ISecretResource resource, CancellationToken cancellation)
    {
        if (resource.Destination.Transformation is not { } wanted)
        {
            return new Resolved.Found(Transformation.None, "");
        }

        var found = await FindAsync(resource, cancellation);
        if (found.Values.FirstOrDefault(reply => reply.Problem is { IsTransient: true })?.Problem is { } passing)
        {
            return new Resolved.Failed(Problems.Transformation(passing.Message), passing);
        }

        var errors = new List<SpecError>();
        return TransformationCollector.Collect(resource.ResourceKind.Kind, resource.Key, wanted, found, errors) is { } collection
            && await cache.GetAsync(resource.Ref, collection, errors, cancellation) is { } ready
                ? new Resolved.Found(ready, Inputs(resource, found))
                : new Resolved.Failed(Problems.Transformation(string.Join("; ", errors)), null);
    }

    /// <summary>The inputs from transformations that a sync would have now; null when they can't be told.</summary>
    public async Task<string?> InputsAsync(ISecretResource resource, CancellationToken cancellation)
    {
        var found = await FindAsync(resource, cancellation);
        return found.Values.Any(reply => reply.Input is null) ? null : Inputs(resource, found);
    }

    /// <summary>Has a resource hear of changes of what it refers to, without asking for any of it.</summary>
    public void Watch(ISecretResource resource)
    {
        foreach (var key in References(resource))
        {
            transformations.Watch(key, resource.Ref);
        }
    }

    /// <summary>A resource that is gone, or has moved to another silo, or refers to others now: what only it used is let go.</summary>
    public void Leave(ISecretResource resource, ISecretResource? now)
    {
        var kept = now is null ? [] : References(now);
        foreach (var key in References(resource).Except(kept))
        {
            transformations.Unwatch(key, resource.Ref);
        }

        if (now?.Destination.Transformation is null)
        {
            cache.Leave(resource.Ref);
        }
    }

    /// <summary>After a dependency changed: what this silo holds may be of another time.</summary>
    public void Forget(ISecretResource resource)
    {
        foreach (var key in References(resource))
        {
            transformations.Forget(key);
        }
    }

    private async Task<IReadOnlyDictionary<ObjectKey, TransformationReply>> FindAsync(
        ISecretResource resource, CancellationToken cancellation)
    {
        var (keys, dependent) = (References(resource), resource.Ref);
        var replies = await Task.WhenAll(keys.Select(key => transformations.GetAsync(key, dependent, cancellation)));
        return keys.Zip(replies).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static string Inputs(ISecretResource resource, IReadOnlyDictionary<ObjectKey, TransformationReply> found) =>
        string.Join(' ', References(resource).Select(key => found[key].Input));

    private static IReadOnlyList<ObjectKey> References(ISecretResource resource) =>
        TransformationCollector.References(resource.Metadata.Namespace, resource.Destination.Transformation);
}
