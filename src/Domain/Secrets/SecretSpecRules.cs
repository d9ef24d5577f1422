using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Limits;
using Coffer.Domain.Rendering;
using Coffer.Domain.Timing;

namespace Coffer.Domain.Secrets;

/// <summary>
/// Checks what all kinds of secrets have, before anything that is named is asked for. Lists everything that is wrong, never only the first.
/// </summary>
internal static class SecretSpecRules
{
    private const string Transformation = "spec.destination.transformation";

    private static readonly string[] Workloads =
        [FieldValues.Deployment, FieldValues.DaemonSet, FieldValues.StatefulSet, FieldValues.ArgoRollout];

    /// <summary>
    /// Everything that is wrong but for the reference to the VaultAuth, which <see cref="SecretPlanner.AuthOf"/> reads,
    /// and what is the kind's own.
    /// </summary>
    public static IEnumerable<SpecError> Check(ISecretResource resource, SecretOptions options) =>
    [
        .. Bounds.Length("spec.namespace", resource.VaultNamespace, SpecLimits.PathLength),
        .. SpecError.Unless(
            Durations.TryParse(resource.RefreshAfter, out _), "spec.refreshAfter",
            $"'{ShortText.Name(resource.RefreshAfter)}' is no duration; write e.g. 30s, 5m or 1h"),
        .. Targets(resource),
        .. Destination(resource.Destination),
        .. Transform(resource.Destination.Transformation, options),
    ];

    /// <summary>Whether a text names a workload as the journal does, <c>Kind/name</c>.</summary>
    public static bool IsTarget(string target) =>
        target.Split('/') is [var kind, var name] && Workloads.Contains(kind, StringComparer.Ordinal) && KubeNames.IsObject(name);

    private static IEnumerable<SpecError> Targets(ISecretResource resource)
    {
        const string field = "spec.rolloutRestartTargets";
        var targets = resource.RolloutRestartTargets ?? [];
        var counted = Bounds.Count(field, targets.Count, SpecLimits.RestartTargets, $"roll the others by a second {resource.ResourceKind}")
            .ToList();
        return counted.Count > 0 ? counted : targets.Index().SelectMany(each => Target($"{field}[{each.Index}]", each.Item));
    }

    private static IEnumerable<SpecError> Target(string field, RolloutRestartTarget target) =>
    [
        .. SpecError.Unless(Workloads.Contains(target.Kind, StringComparer.Ordinal), $"{field}.kind",
            $"'{ShortText.Name(target.Kind)}' is none of {string.Join(", ", Workloads)}"),
        .. Named($"{field}.name", target.Name),
    ];

    private static IEnumerable<SpecError> Destination(Destination destination) =>
    [
        .. Named("spec.destination.name", destination.Name),
        .. ForbiddenTypes.Check(destination.Type) is { } forbidden ? [forbidden] : Array.Empty<SpecError>(),
    ];

    private static IEnumerable<SpecError> Transform(SecretDataTransformation? wanted, SecretOptions options) => wanted is null ? [] :
    [
        .. Bounds.Templates($"{Transformation}.templates", wanted.Templates?.Count ?? 0),
        .. Bounds.Text(
            $"{Transformation}.templates", [.. wanted.Templates?.Values ?? [], wanted.MapTemplate], options.TemplateLimits.TextLength),
        .. Bounds.Patterns($"{Transformation}.includes", wanted.Includes),
        .. Bounds.Patterns($"{Transformation}.excludes", wanted.Excludes),
        .. References($"{Transformation}.transformationRefs", wanted.TransformationRefs ?? []),
    ];

    private static IEnumerable<SpecError> References(string field, IReadOnlyList<TransformationRef> references)
    {
        var counted = Bounds.Count(
            field, references.Count, SpecLimits.TransformationRefs, "gather their templates in fewer SecretTransformations").ToList();
        return counted.Count > 0 ? counted : references.Index().SelectMany(each => Reference($"{field}[{each.Index}]", each.Item));
    }

    private static IEnumerable<SpecError> Reference(string field, TransformationRef reference) =>
    [
        .. Named($"{field}.name", reference.Name),
        .. SpecError.Unless(string.IsNullOrEmpty(reference.Namespace) || KubeNames.IsNamespace(reference.Namespace), $"{field}.namespace",
            $"'{ShortText.Name(reference.Namespace)}' is no name of a namespace"),
        .. Bounds.Templates($"{field}.templateRefs", reference.TemplateRefs?.Count ?? 0),
    ];

    private static IEnumerable<SpecError> Named(string field, string name) =>
        KubeNames.Fault(name) is { } fault ? [new SpecError(field, fault)] : [];
}
