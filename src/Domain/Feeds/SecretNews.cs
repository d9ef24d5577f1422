using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Domain.Feeds;

/// <summary>A sighting and whom it concerns.</summary>
/// <param name="Sighting">What was seen.</param>
/// <param name="Owners">The resources; at least one.</param>
public sealed record SecretNews(SecretSighting Sighting, IReadOnlyList<ResourceRef> Owners)
{
    /// <summary>Newer news replaces older, but whoever was to hear the older hears the newer.</summary>
    public static SecretNews? Merge(SecretNews? older, SecretNews? newer) => older is null || newer is null
        ? newer ?? older
        : newer with { Owners = [.. newer.Owners.Union(older.Owners)] };
}
