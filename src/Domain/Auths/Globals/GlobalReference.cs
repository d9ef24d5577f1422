using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Limits;

namespace Coffer.Domain.Auths.Globals;

/// <summary>Which VaultAuthGlobal a VaultAuth means.</summary>
public static class GlobalReference
{
    /// <summary>The setting that messages name.</summary>
    public const string Option = "--global-vault-auth-options (COFFER_GLOBAL_VAULT_AUTH_OPTIONS)";

    /// <summary>The field of a VaultAuth.</summary>
    public const string Field = "spec.vaultAuthGlobalRef";

    /// <summary>The objects that it may be, the first that is there counts; or what is wrong with the reference.</summary>
    /// <param name="auth">The VaultAuth.</param>
    /// <param name="reference">Its <c>spec.vaultAuthGlobalRef</c>.</param>
    /// <param name="operatorNamespace">Where the operator runs.</param>
    /// <param name="allowDefaults">Whether the operator lets VaultAuths use the object <c>default</c> without naming it.</param>
    public static Outcome<IReadOnlyList<ObjectKey>> Candidates(
        ObjectKey auth, VaultAuthGlobalRef reference, string operatorNamespace, bool allowDefaults)
    {
        if (reference.AllowDefault == true && !allowDefaults)
        {
            return Flaw($"{Field}.allowDefault: the operator's setting {Option} does not allow it; name a VaultAuthGlobal instead");
        }

        var named = string.IsNullOrEmpty(reference.Namespace) ? null : reference.Namespace;
        if (named is not null && !KubeNames.IsNamespace(named))
        {
            return Flaw($"{Field}.namespace: '{ShortText.Name(named)}' is no name of a namespace");
        }

        if (!string.IsNullOrEmpty(reference.Name))
        {
            return KubeNames.Fault(reference.Name) is { } fault
                ? Flaw($"{Field}.name: {fault}")
                : Outcome.Ok<IReadOnlyList<ObjectKey>>([new ObjectKey(named ?? auth.Namespace, reference.Name)]);
        }

        return reference.AllowDefault != true
            ? Flaw($"{Field}.name: is missing; name a VaultAuthGlobal, or set allowDefault: true to use the one named "
                + $"{References.DefaultName}")
            : Outcome.Ok<IReadOnlyList<ObjectKey>>(
                [.. Namespaces(named, auth, operatorNamespace).Select(static ns => new ObjectKey(ns, References.DefaultName))]);
    }

    /// <summary>What is told when none of them is there.</summary>
    public static Failure Missing(IReadOnlyList<ObjectKey> candidates) => new(
        FailureKind.NotFound,
        candidates.Count == 1
            ? $"VaultAuthGlobal {candidates[0]} does not exist: create it, or correct {Field} of the VaultAuth"
            : $"{Field}.allowDefault: there is no VaultAuthGlobal {string.Join(" and no ", candidates)}: create one, or name another in "
                + $"{Field}.name");

    private static IEnumerable<string> Namespaces(string? named, ObjectKey auth, string operatorNamespace) =>
        named is not null ? [named] : new[] { auth.Namespace, operatorNamespace }.Distinct();

    private static Failure Flaw(string text) => new(FailureKind.Misconfigured, text);
}
