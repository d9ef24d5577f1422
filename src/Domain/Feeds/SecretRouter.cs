using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Feeds;

/// <summary>
/// Finds out whom a Secret concerns: the resource in its source annotation, or else the one in an owner reference. A destination is always
/// in the namespace of its resource, so names in other namespaces are not believed. Remembers the owner, so that he hears when the
/// annotation is stripped and when the Secret is deleted; of foreign Secrets nothing is kept. Not thread-safe.
/// </summary>
/// <param name="kinds">Names of the kinds of secrets that have actors.</param>
public sealed class SecretRouter(IReadOnlyCollection<string> kinds)
{
    private const string OurGroup = $"{ResourceKinds.Group}/";

    private readonly Dictionary<ObjectKey, ResourceRef> _owners = [];

    /// <summary>Whom to tell: the owner now and, when that changed, the one before. Null for a foreign Secret.</summary>
    public SecretNews? Route(SecretSighting sighting)
    {
        var named = Named(sighting) ?? Referenced(sighting);
        if (!_owners.TryGetValue(sighting.Key, out var before))
        {
            if (named is { } first && !sighting.Deleted)
            {
                _owners.Add(sighting.Key, first);
            }

            return named is null ? null : new SecretNews(sighting, [named.Value]);
        }

        if (named is not { } now || now == before)
        {
            return new SecretNews(sighting, [before]);
        }

        _owners[sighting.Key] = now;
        return new SecretNews(sighting, [now, before]);
    }

    /// <summary>The Secret is gone. Null when it concerned nobody.</summary>
    public SecretNews? RouteDeletion(SecretSighting sighting)
    {
        var news = Route(sighting with { Deleted = true });
        _owners.Remove(sighting.Key);
        return news;
    }

    private ResourceRef? Named(SecretSighting sighting) =>
        sighting.Annotations.TryGetValue(SecretAnnotations.Source, out var source) && ResourceRef.TryParse(source) is { } named
            && named.Namespace == sighting.Key.Namespace
            ? Owner(sighting, named.Kind, named.Name)
            : null;

    private ResourceRef? Referenced(SecretSighting sighting) => sighting.Owners
        .Where(static owner => owner.ApiVersion.StartsWith(OurGroup, StringComparison.Ordinal))
        .Select(owner => Owner(sighting, owner.Kind, owner.Name))
        .FirstOrDefault(static owner => owner is not null);

    /// <summary>Of texts that are held already: there is one for each Secret of the cluster that is ours.</summary>
    private ResourceRef? Owner(SecretSighting sighting, string kind, string name) =>
        kinds.FirstOrDefault(served => served == kind) is { } held
            ? new ResourceRef(held, sighting.Key.Namespace, name == sighting.Key.Name ? sighting.Key.Name : name)
            : null;
}
