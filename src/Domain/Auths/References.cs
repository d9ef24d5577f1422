using Coffer.Contracts;
using Coffer.Domain.Limits;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths;

/// <summary>How <c>vaultAuthRef</c> and <c>vaultConnectionRef</c> are read, as the reference does it.</summary>
public static class References
{
    /// <summary>Name of the object that an empty reference means.</summary>
    public const string DefaultName = "default";

    /// <summary>
    /// Reads <c>name</c> (in the referrer's namespace), <c>namespace/name</c>, or nothing (<c>default</c> in the operator's namespace).
    /// </summary>
    /// <param name="field">Path of the field, for the message.</param>
    /// <param name="reference">What stands there; null or empty for nothing.</param>
    /// <param name="referrerNamespace">Namespace of the object that holds the reference.</param>
    /// <param name="operatorNamespace">Where the operator runs.</param>
    /// <returns>The object, or <see cref="FailureKind.Misconfigured"/>.</returns>
    public static Outcome<ObjectKey> Resolve(string field, string? reference, string referrerNamespace, string operatorNamespace) =>
        string.IsNullOrEmpty(reference) ? new ObjectKey(operatorNamespace, DefaultName)
        : reference.Split('/') switch
        {
            [var name] when KubeNames.IsObject(name) => new ObjectKey(referrerNamespace, name),
            [var ns, var name] when KubeNames.IsNamespace(ns) && KubeNames.IsObject(name) => new ObjectKey(ns, name),
            _ => new Failure(FailureKind.Misconfigured, $"{field}: {NoReference(reference)}"),
        };

    /// <summary>What is wrong with a reference that is given; none when it can be read.</summary>
    public static IEnumerable<SpecError> Flaws(string field, string? reference) => SpecError.Unless(
        string.IsNullOrEmpty(reference) || Resolve(field, reference, DefaultName, DefaultName).Failure is null,
        field, NoReference(reference ?? ""));

    private static string NoReference(string reference) => $"'{ShortText.Name(reference)}' is no reference; write name or namespace/name";
}
