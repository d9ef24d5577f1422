using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Coffer.Contracts.Resources;
using Coffer.Domain.Timing;

namespace Coffer.Domain.Secrets;

/// <summary>What the manifests of all kinds of secrets say alike.</summary>
public static class SecretSpec
{
    /// <summary>Annotation whose every new value asks for one sync at once.</summary>
    public const string ForceSyncAnnotation = "secrets.hashicorp.com/force-sync";

    /// <summary>The value that asks for a sync; empty for none.</summary>
    public static string ForceSync(ISecretResource resource) => resource.Metadata.Annotations?.GetValueOrDefault(ForceSyncAnnotation) ?? "";

    /// <summary>
    /// What is to be told of a <c>refreshAfter</c> that is shorter than the operator's settings let; null when it is kept.
    /// </summary>
    public static string? Raised(ISecretResource resource, TimeSpan least) =>
        Durations.TryParse(resource.RefreshAfter, out var period) && period > TimeSpan.Zero && period < least
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"spec.refreshAfter: {resource.RefreshAfter} is raised to {least.TotalSeconds:0.###}s, the least that "
                + $"--min-refresh (COFFER_MIN_REFRESH) allows")
            : null;

    /// <summary>
    /// Hash of the annotations and labels that templates see; empty when there are no templates. The force-sync annotation is left out: it
    /// asks for a sync of its own.
    /// </summary>
    public static string HashMetadata(ISecretResource resource)
    {
        if (resource.Destination.Transformation is not ({ Templates.Count: > 0 } or { TransformationRefs.Count: > 0 }
            or { MapTemplate: not null }))
        {
            return "";
        }

        var annotations = (resource.Metadata.Annotations ?? new Dictionary<string, string>()).Where(
            each => each.Key != ForceSyncAnnotation);
        var seen = new ObjectMeta
        {
            Annotations = Sorted(annotations),
            Labels = Sorted(resource.Metadata.Labels ?? new Dictionary<string, string>()),
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(seen, ResourceJson.Default.ObjectMeta)))[..16];
    }

    private static SortedDictionary<string, string> Sorted(IEnumerable<KeyValuePair<string, string>> texts) =>
        new(texts.ToDictionary(), StringComparer.Ordinal);
}
