using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths;

/// <summary>
/// References into namespaces of others. A VaultAuth says itself who may use it (<c>spec.allowedNamespaces</c>); VaultConnections and
/// SecretTransformations can't, so one switch of the operator does.
/// </summary>
public static class CrossNamespace
{
    /// <summary>The setting that messages name.</summary>
    public const string Option = "--cross-namespace-refs (COFFER_CROSS_NAMESPACE_REFS)";

    /// <summary>What keeps an object from referring to one of another namespace; null when nothing does.</summary>
    /// <param name="allowed">The setting.</param>
    /// <param name="target">Namespace of what is referred to.</param>
    /// <param name="own">Namespace of the object that refers.</param>
    /// <param name="operatorNamespace">Where the operator runs: its objects are for all.</param>
    public static string? Objection(bool allowed, string target, string own, string operatorNamespace) =>
        allowed || target == own || target == operatorNamespace
            ? null
            : $"{Option} is off, so nothing of namespace {target} can be used here; use one of namespace {own} or {operatorNamespace}";

    /// <summary>Checks the references to SecretTransformations of a secret.</summary>
    public static void Check(
        string @namespace, SecretDataTransformation? wanted, bool allowed, string operatorNamespace, ICollection<SpecError> errors)
    {
        foreach (var (index, reference) in (wanted?.TransformationRefs ?? []).Index())
        {
            if (reference.Namespace is { Length: > 0 } target && Objection(allowed, target, @namespace, operatorNamespace) is { } objection)
            {
                errors.Add(new SpecError($"spec.destination.transformation.transformationRefs[{index}].namespace", objection));
            }
        }
    }
}
