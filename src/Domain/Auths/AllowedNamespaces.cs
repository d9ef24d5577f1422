using Coffer.Contracts;

namespace Coffer.Domain.Auths;

/// <summary>
/// Who may use a VaultAuth or a VaultAuthGlobal. The list holds literal names; <c>*</c> means all only when it is the sole entry (as in
/// the reference).
/// </summary>
public static class AllowedNamespaces
{
    private const int MaxListed = 10;

    /// <summary>Null when the namespace may use the object; otherwise what to change.</summary>
    /// <param name="kind">Kind of the object.</param>
    /// <param name="auth">The object.</param>
    /// <param name="allowed">Its <c>spec.allowedNamespaces</c>.</param>
    /// <param name="consumer">Namespace that wants to use it.</param>
    /// <param name="operatorNamespace">Where the operator runs: <c>default</c> there is open to all.</param>
    public static Failure? Check(string kind, ObjectKey auth, IReadOnlyList<string>? allowed, string consumer, string operatorNamespace)
    {
        var open = consumer == auth.Namespace
            || auth == new ObjectKey(operatorNamespace, References.DefaultName)
            || allowed is ["*"]
            || (allowed?.Contains(consumer, StringComparer.Ordinal) ?? false);
        return open ? null : new Failure(
            FailureKind.Misconfigured,
            $"namespace {consumer} may not use {kind} {auth}: its spec.allowedNamespaces is [{Listed(allowed ?? [])}]. "
            + $"Add {consumer} there, or use a {kind} of namespace {consumer}.");
    }

    private static string Listed(IReadOnlyList<string> allowed) => allowed.Count <= MaxListed
        ? string.Join(", ", allowed.Select(ShortText.Name))
        : $"{string.Join(", ", allowed.Take(MaxListed).Select(ShortText.Name))} and {allowed.Count - MaxListed} more";
}
