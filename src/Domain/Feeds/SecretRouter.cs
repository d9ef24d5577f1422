using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Domain.Feeds;

/// <summary>
/// Finds out whom a Secret concerns: the resource in its source annotation, or else the one in an owner reference. A destination is always in the namespace of its resource, so names in other
/// namespaces are not believed. Remembers the owner, so that he hears when the annotation is stripped and when the Secret is deleted; of foreign Secrets nothing is kept. Not thread-safe.
/// </summary>
public sealed class SecretRouter
{
    private const string Kind = "VaultStaticSecret";
    private const string Group = "secrets.hashicorp.com/";

    private readonly Dictionary<ObjectKey, string> _owners = [];

    /// <summary>Whom to tell: the owner now and, when that changed, the one before. Null for a foreign Secret.</summary>
    public SecretNews? Route(SecretSighting sighting)
    {
        var named = Named(sighting) ?? Referenced(sighting);
        if (!_owners.TryGetValue(sighting.Key, out var before))
        {
            if (named is not null && !sighting.Deleted)
            {
                _owners.Add(sighting.Key, named);
            }

            return named is null ? null : new SecretNews(sighting, [named]);
        }

        if (named is null || named == before)
        {
            return new SecretNews(sighting, [before]);
        }

        _owners[sighting.Key] = named;
        return new SecretNews(sighting, [named, before]);
    }

    /// <summary>The Secret is gone. Null when it concerned nobody.</summary>
    public SecretNews? RouteDeletion(SecretSighting sighting)
    {
        var news = Route(sighting with { Deleted = true });
        _owners.Remove(sighting.Key);
        return news;
    }

    private static string? Named(SecretSighting sighting) =>
        sighting.Annotations.TryGetValue(SecretAnnotations.Source, out var source) && source.Split('/') is [Kind, var ns, { Length: > 0 } name]
            && ns == sighting.Key.Namespace
            ? $"{ns}/{name}"
            : null;

    private static string? Referenced(SecretSighting sighting) =>
        sighting.Owners.FirstOrDefault(owner => owner.Kind == Kind && owner.ApiVersion.StartsWith(Group, StringComparison.Ordinal)) is { } owner
            ? $"{sighting.Key.Namespace}/{owner.Name}"
            : null;
}
