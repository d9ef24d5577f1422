using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Limits;
using Coffer.Domain.Rendering;
using Coffer.Domain.Timing;

namespace Coffer.Domain.StaticSecrets;

/// <summary>Checks a VaultStaticSecret before anything that it names is asked for. Lists everything that is wrong, never only the first.</summary>
internal static class SpecRules
{
    private const string Transformation = "spec.destination.transformation";

    private static readonly string[] Workloads = [FieldValues.Deployment, FieldValues.DaemonSet, FieldValues.StatefulSet, FieldValues.ArgoRollout];

    /// <summary>Everything that is wrong but for the reference to the VaultAuth, which <see cref="SyncPlan.AuthOf"/> reads.</summary>
    public static IEnumerable<SpecError> Check(VaultStaticSecret resource, StaticSecretOptions options)
    {
        if (Bounds.Whole(resource.Metadata) is { } tooLarge)
        {
            return [tooLarge];
        }

        var spec = resource.Spec;
        return [.. Source(spec), .. Targets(spec.RolloutRestartTargets ?? []), .. Destination(spec.Destination), .. Transform(spec.Destination.Transformation, options)];
    }

    /// <summary>Whether a text names a workload as the journal does, <c>Kind/name</c>.</summary>
    public static bool IsTarget(string target) => target.Split('/') is [var kind, var name] && Workloads.Contains(kind, StringComparer.Ordinal) && KubeNames.IsObject(name);

    private static IEnumerable<SpecError> Source(VaultStaticSecretSpec spec) =>
    [
        .. Require(spec.Mount.Trim('/').Length > 0, "spec.mount", "names no mount"),
        .. Require(spec.Path.Trim('/').Length > 0, "spec.path", "names no path"),
        .. Bounds.Length("spec.mount", spec.Mount, SpecLimits.PathLength),
        .. Bounds.Length("spec.path", spec.Path, SpecLimits.PathLength),
        .. Bounds.Length("spec.namespace", spec.Namespace, SpecLimits.PathLength),
        .. ForbiddenSources.Mount(spec.Mount, spec.Type == FieldValues.KvV2) is { } forbidden ? [forbidden] : Array.Empty<SpecError>(),
        .. Require(spec.Type is FieldValues.KvV1 or FieldValues.KvV2, "spec.type", $"'{ShortText.Name(spec.Type)}' is not kv-v1 or kv-v2"),
        .. Require(spec.Version is null or >= 0, "spec.version", "must be 0 (the latest) or more"),
        .. Require(Durations.TryParse(spec.RefreshAfter, out _), "spec.refreshAfter", $"'{ShortText.Name(spec.RefreshAfter)}' is no duration; write e.g. 30s, 5m or 1h"),
    ];

    private static IEnumerable<SpecError> Targets(IReadOnlyList<RolloutRestartTarget> targets)
    {
        const string field = "spec.rolloutRestartTargets";
        var counted = Bounds.Count(field, targets.Count, SpecLimits.RestartTargets, "roll the others by a second VaultStaticSecret").ToList();
        return counted.Count > 0 ? counted : targets.Index().SelectMany(each => Target($"{field}[{each.Index}]", each.Item));
    }

    private static IEnumerable<SpecError> Target(string field, RolloutRestartTarget target) =>
    [
        .. Require(Workloads.Contains(target.Kind, StringComparer.Ordinal), $"{field}.kind", $"'{ShortText.Name(target.Kind)}' is none of {string.Join(", ", Workloads)}"),
        .. Named($"{field}.name", target.Name),
    ];

    private static IEnumerable<SpecError> Destination(Destination destination) =>
    [
        .. Named("spec.destination.name", destination.Name),
        .. ForbiddenTypes.Check(destination.Type) is { } forbidden ? [forbidden] : Array.Empty<SpecError>(),
    ];

    private static IEnumerable<SpecError> Transform(SecretDataTransformation? wanted, StaticSecretOptions options) => wanted is null ? [] :
    [
        .. Bounds.Templates($"{Transformation}.templates", wanted.Templates?.Count ?? 0),
        .. Bounds.Text($"{Transformation}.templates", [.. wanted.Templates?.Values ?? [], wanted.MapTemplate], options.TemplateLimits.TextLength),
        .. Bounds.Patterns($"{Transformation}.includes", wanted.Includes),
        .. Bounds.Patterns($"{Transformation}.excludes", wanted.Excludes),
        .. References($"{Transformation}.transformationRefs", wanted.TransformationRefs ?? []),
    ];

    private static IEnumerable<SpecError> References(string field, IReadOnlyList<TransformationRef> references)
    {
        var counted = Bounds.Count(field, references.Count, SpecLimits.TransformationRefs, "gather their templates in fewer SecretTransformations").ToList();
        return counted.Count > 0 ? counted : references.Index().SelectMany(each => Reference($"{field}[{each.Index}]", each.Item));
    }

    private static IEnumerable<SpecError> Reference(string field, TransformationRef reference) =>
    [
        .. Named($"{field}.name", reference.Name),
        .. Require(string.IsNullOrEmpty(reference.Namespace) || KubeNames.IsNamespace(reference.Namespace), $"{field}.namespace", $"'{ShortText.Name(reference.Namespace)}' is no name of a namespace"),
        .. Bounds.Templates($"{field}.templateRefs", reference.TemplateRefs?.Count ?? 0),
    ];

    private static IEnumerable<SpecError> Named(string field, string name) => KubeNames.Fault(name) is { } fault ? [new SpecError(field, fault)] : [];

    private static IEnumerable<SpecError> Require(bool holds, string field, string message) => holds ? [] : [new SpecError(field, message)];
}
