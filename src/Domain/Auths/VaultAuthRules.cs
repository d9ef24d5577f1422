using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths.Methods;
using Coffer.Domain.Limits;
using Coffer.Domain.Reach;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths;

/// <summary>Checks a VaultAuth's spec. Everything that is wrong is told at once.</summary>
public static class VaultAuthRules
{
    /// <summary>What the spec comes to.</summary>
    /// <param name="Connection">The VaultConnection; null when the reference can't be read.</param>
    /// <param name="Flaws">What is wrong, as <c>field: what to do</c>.</param>
    public sealed record Checked(ObjectKey? Connection, IReadOnlyList<string> Flaws);

    /// <summary>Checks a VaultAuth, whose spec is not looked at where the object is too large.</summary>
    public static Checked Check(
        ObjectKey key, VaultAuth auth, string operatorNamespace, bool crossNamespace, bool ambientAws = false) =>
        Bounds.Whole(auth.Metadata) is { } tooLarge
            ? new Checked(null, [tooLarge.ToString()])
            : Check(key, auth.Spec, operatorNamespace, crossNamespace, ambientAws);

    /// <summary>Checks.</summary>
    /// <param name="key">The VaultAuth.</param>
    /// <param name="spec">Its spec.</param>
    /// <param name="operatorNamespace">Where the operator runs.</param>
    /// <param name="crossNamespace">Whether it may use a VaultConnection of any namespace.</param>
    /// <param name="ambientAws">Whether it may log in with the operator's own AWS identity wherever it is.</param>
    public static Checked Check(
        ObjectKey key, VaultAuthSpec spec, string operatorNamespace, bool crossNamespace, bool ambientAws = false)
    {
        var reference = Connection(key, spec, operatorNamespace);
        var connection = reference.TryGet(out var found, out var failure) ? found : (ObjectKey?)null;
        List<string> flaws = [.. failure is null ? Array.Empty<string>() : [failure.Message]];
        if (connection is { } target
            && CrossNamespace.Objection(crossNamespace, target.Namespace, key.Namespace, operatorNamespace) is { } objection)
        {
            flaws.Add($"spec.vaultConnectionRef: {objection}");
        }

        IEnumerable<SpecError> wrong =
        [
            .. Mount(spec), .. Method(spec), .. AmbientIdentity.Flaws(key, spec, operatorNamespace, ambientAws), .. Headers(spec),
            .. Sizes(spec),
        ];
        return new Checked(connection, [.. flaws, .. wrong.Select(static flaw => flaw.ToString())]);
    }

    /// <summary>How a consumer logs in with a sound spec.</summary>
    public static LoginPlan Plan(AuthKey key, VaultAuthSpec spec, ObjectKey connection, Uri address)
    {
        var method = LoginMethods.Find(spec.Method)!;
        return new LoginPlan
        {
            Key = key,
            Connection = connection,
            Address = address,
            Method = method,
            Namespace = (spec.Namespace ?? "").Trim('/'),
            Mount = (spec.Mount ?? "").Trim('/'),
            Role = method.Role(spec),
            Headers = spec.Headers ?? new Dictionary<string, string>(),
            Params = spec.Params ?? new Dictionary<string, string>(),
            Source = method.Source(key, spec),
        };
    }

    /// <summary>
    /// In the operator's own namespace only <c>default</c> may leave the reference out: anything else there would silently use the
    /// connection meant for all.
    /// </summary>
    private static Outcome<ObjectKey> Connection(ObjectKey key, VaultAuthSpec spec, string operatorNamespace) =>
        string.IsNullOrEmpty(spec.VaultConnectionRef) && key.Namespace == operatorNamespace && key.Name != References.DefaultName
            ? new Failure(FailureKind.Misconfigured,
                $"spec.vaultConnectionRef: must be set on VaultAuths in the operator's namespace {operatorNamespace}")
            : References.Resolve("spec.vaultConnectionRef", spec.VaultConnectionRef, key.Namespace, operatorNamespace);

    private static IEnumerable<SpecError> Mount(VaultAuthSpec spec) =>
        string.IsNullOrEmpty(spec.Mount?.Trim('/')) && LoginMethods.Find(spec.Method) is not { IsAdopted: true }
        ? [new SpecError("spec.mount", "the path of Vault's auth mount is missing, e.g. kubernetes")]
        : BlockFlaws.Mount("spec.mount", spec.Mount);

    private static IEnumerable<SpecError> Method(VaultAuthSpec spec) =>
        LoginMethods.Find(spec.Method) is { } method ? [.. method.Missing(spec), .. method.Malformed(spec)]
        : string.IsNullOrEmpty(spec.Method) ? [new SpecError("spec.method", $"is missing; write one of {LoginMethods.Names}")]
        : [new SpecError("spec.method", $"'{ShortText.Name(spec.Method)}' is none of {LoginMethods.Names}")];

    private static IEnumerable<SpecError> Sizes(VaultAuthSpec spec) =>
    [
        .. BlockFlaws.Count("spec.allowedNamespaces", spec.AllowedNamespaces?.Count, SpecLimits.AllowedNamespaces),
        .. BlockFlaws.Count("spec.headers", spec.Headers?.Count, SpecLimits.Headers),
        .. BlockFlaws.Count("spec.params", spec.Params?.Count, SpecLimits.Headers),
        .. Bounds.Length("spec.namespace", spec.Namespace, SpecLimits.PathLength),
    ];

    private static IEnumerable<SpecError> Headers(VaultAuthSpec spec) =>
        (spec.Headers ?? new Dictionary<string, string>()).Select(static header => HeaderRules.Objection(header.Key, header.Value))
            .OfType<string>()
            .Select(static objection => new SpecError("spec.headers", objection));
}
