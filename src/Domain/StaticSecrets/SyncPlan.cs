using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;
using Coffer.Domain.Rendering;
using Coffer.Domain.Timing;

namespace Coffer.Domain.StaticSecrets;

/// <summary>What a VaultStaticSecret asks for, validated: where to read, how to render, where to write.</summary>
public sealed record SyncPlan
{
    /// <summary>Annotation whose every new value asks for one sync at once.</summary>
    public const string ForceSyncAnnotation = "secrets.hashicorp.com/force-sync";

    private const string AuthField = "spec.vaultAuthRef";

    /// <summary>As whom to read.</summary>
    public required AuthKey Auth { get; init; }

    /// <summary>Vault namespace; empty for that of the VaultAuth.</summary>
    public required string Namespace { get; init; }

    /// <summary>Mount, without slashes at its ends.</summary>
    public required string Mount { get; init; }

    /// <summary>Path of the API, e.g. <c>kvv2/data/demo/config</c>.</summary>
    public required string Path { get; init; }

    /// <summary>kv-v2 version; 0 for the latest.</summary>
    public required long Version { get; init; }

    /// <summary>True for kv-v2.</summary>
    public required bool IsKv2 { get; init; }

    /// <summary>Leaves <c>_raw</c> out.</summary>
    public required bool ExcludeRaw { get; init; }

    /// <summary>Hash of the part of the spec that the content follows.</summary>
    public required string SpecHash { get; init; }

    /// <summary>Hash of the annotations and labels that templates see; empty when there are no templates.</summary>
    public required string MetadataHash { get; init; }

    /// <summary>Validates a manifest. Lists everything that is wrong, never only the first.</summary>
    /// <returns>The plan; null when there are errors.</returns>
    public static SyncPlan? Of(VaultStaticSecret resource, StaticSecretOptions options, ICollection<SpecError> errors)
    {
        var spec = resource.Spec;
        foreach (var error in Flaws(resource, options))
        {
            errors.Add(error);
        }

        if (errors.Count > 0 || AuthOf(resource, options) is not { } auth)
        {
            return null;
        }

        var (mount, path) = (spec.Mount.Trim('/'), spec.Path.Trim('/'));
        return new SyncPlan
        {
            Auth = auth,
            Namespace = spec.Namespace?.Trim('/') ?? "",
            Mount = mount,
            Path = spec.Type == "kv-v2" ? $"{mount}/data/{path}" : $"{mount}/{path}",
            Version = spec.Type == "kv-v2" ? spec.Version ?? 0 : 0,
            IsKv2 = spec.Type == "kv-v2",
            ExcludeRaw = spec.Destination.Transformation is { ExcludeRaw: true } || options.ExcludeRaw,
            SpecHash = Hash(spec, options),
            MetadataHash = HashMetadata(resource),
        };
    }

    /// <summary>Everything that is wrong with a manifest, before anything that it names is asked for.</summary>
    public static IReadOnlyList<SpecError> Flaws(VaultStaticSecret resource, StaticSecretOptions options)
    {
        var reference = References.Resolve(AuthField, resource.Spec.VaultAuthRef, resource.Metadata.Namespace, options.OperatorNamespace);
        var flaws = SpecRules.Check(resource, options).ToList();
        if (resource.Spec.Destination.Transformation?.TransformationRefs is not { Count: > SpecLimits.TransformationRefs })
        {
            CrossNamespace.Check(resource.Metadata.Namespace, resource.Spec.Destination.Transformation, options.CrossNamespaceRefs, options.OperatorNamespace, flaws);
        }

        if (reference.Failure is not null)
        {
            flaws.Add(new SpecError(AuthField, $"'{ShortText.Name(resource.Spec.VaultAuthRef)}' is no reference; write name or namespace/name"));
        }

        return flaws;
    }

    /// <summary>As whom a resource is read; null when its reference can't be read.</summary>
    public static AuthKey? AuthOf(VaultStaticSecret resource, StaticSecretOptions options) =>
        References.Resolve(AuthField, resource.Spec.VaultAuthRef, resource.Metadata.Namespace, options.OperatorNamespace).TryGet(out var auth, out _)
            ? new AuthKey(auth, resource.Metadata.Namespace)
            : null;

    /// <summary>How often Vault is read; null for never again after the first time. Never oftener than the operator's settings let.</summary>
    public static TimeSpan? Period(VaultStaticSecretSpec spec, StaticSecretOptions options) =>
        Durations.TryParse(spec.RefreshAfter, out var period) && period > TimeSpan.Zero ? period > options.MinRefresh ? period : options.MinRefresh
        : spec.HmacSecretData ? options.MinRefresh > Schedule.DefaultPeriod ? options.MinRefresh : Schedule.DefaultPeriod
        : null;

    /// <summary>What is to be told of a <c>refreshAfter</c> that is shorter than the operator's settings let; null when it is kept.</summary>
    public static string? Raised(VaultStaticSecretSpec spec, TimeSpan least) =>
        Durations.TryParse(spec.RefreshAfter, out var period) && period > TimeSpan.Zero && period < least
            ? string.Create(CultureInfo.InvariantCulture, $"spec.refreshAfter: {spec.RefreshAfter} is raised to {least.TotalSeconds:0.###}s, the least that --min-refresh (COFFER_MIN_REFRESH) allows")
            : null;

    /// <summary>The value that asks for a sync; empty for none.</summary>
    public static string ForceSync(VaultStaticSecret resource) => resource.Metadata.Annotations?.GetValueOrDefault(ForceSyncAnnotation) ?? "";

    /// <summary>Hash of what the content of the Secret follows; refreshAfter, restart targets and syncConfig are no part of it.</summary>
    public static string Hash(VaultStaticSecretSpec spec, StaticSecretOptions options)
    {
        var followed = spec with { RefreshAfter = null, RolloutRestartTargets = null, SyncConfig = null };
        var json = JsonSerializer.SerializeToUtf8Bytes(followed, ResourceJson.Default.VaultStaticSecretSpec);
        return Convert.ToHexStringLower(SHA256.HashData([.. json, options.ExcludeRaw ? (byte)1 : (byte)0]))[..16];
    }

    /// <summary>Hash of the annotations and labels that templates see; empty when there are no templates. The force-sync annotation is left out: it asks for a sync of its own.</summary>
    public static string HashMetadata(VaultStaticSecret resource)
    {
        if (resource.Spec.Destination.Transformation is not ({ Templates.Count: > 0 } or { TransformationRefs.Count: > 0 } or { MapTemplate: not null }))
        {
            return "";
        }

        var seen = new ObjectMeta
        {
            Annotations = Sorted((resource.Metadata.Annotations ?? new Dictionary<string, string>()).Where(annotation => annotation.Key != ForceSyncAnnotation)),
            Labels = Sorted(resource.Metadata.Labels ?? new Dictionary<string, string>()),
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(seen, ResourceJson.Default.ObjectMeta)))[..16];
    }

    private static SortedDictionary<string, string> Sorted(IEnumerable<KeyValuePair<string, string>> texts) => new(texts.ToDictionary(), StringComparer.Ordinal);
}
