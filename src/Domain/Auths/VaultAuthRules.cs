using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Limits;
using Coffer.Domain.Reach;

namespace Coffer.Domain.Auths;

/// <summary>Checks a VaultAuth's spec. Everything that is wrong is told at once.</summary>
public static class VaultAuthRules
{
    private const long MinTokenSeconds = 600;

    /// <summary>What the spec comes to.</summary>
    /// <param name="Connection">The VaultConnection; null when the reference can't be read.</param>
    /// <param name="Flaws">What is wrong, as <c>field: what to do</c>.</param>
    /// <param name="Missing">What Coffer does not do yet and the spec asks for; empty for nothing.</param>
    public sealed record Checked(ObjectKey? Connection, IReadOnlyList<string> Flaws, string Missing);

    /// <summary>Checks a VaultAuth, whose spec is not looked at where the object is too large.</summary>
    public static Checked Check(ObjectKey key, VaultAuth auth, string operatorNamespace, bool crossNamespace) =>
        Bounds.Whole(auth.Metadata) is { } tooLarge
            ? new Checked(null, [tooLarge.ToString()], "")
            : Check(key, auth.Spec, operatorNamespace, crossNamespace);

    /// <summary>Checks.</summary>
    /// <param name="key">The VaultAuth.</param>
    /// <param name="spec">Its spec.</param>
    /// <param name="operatorNamespace">Where the operator runs.</param>
    /// <param name="crossNamespace">Whether it may use a VaultConnection of any namespace.</param>
    public static Checked Check(ObjectKey key, VaultAuthSpec spec, string operatorNamespace, bool crossNamespace)
    {
        var missing = Missing(spec);
        var reference = Connection(key, spec, operatorNamespace);
        var connection = reference.TryGet(out var found, out var failure) ? found : (ObjectKey?)null;
        List<string> flaws = [.. failure is null ? Array.Empty<string>() : [failure.Message]];
        if (connection is { } target
            && CrossNamespace.Objection(crossNamespace, target.Namespace, key.Namespace, operatorNamespace) is { } objection)
        {
            flaws.Add($"spec.vaultConnectionRef: {objection}");
        }

        if (missing.Length == 0)
        {
            flaws.AddRange([.. Mount(spec), .. Method(spec), .. Headers(spec), .. Sizes(spec)]);
        }

        return new Checked(connection, flaws, missing);
    }

    /// <summary>How a consumer logs in with a sound spec.</summary>
    public static LoginPlan Plan(AuthKey key, VaultAuthSpec spec, ObjectKey connection, Uri address) => new()
    {
        Key = key,
        Connection = connection,
        Address = address,
        Method = spec.Method!,
        Namespace = (spec.Namespace ?? "").Trim('/'),
        Mount = spec.Mount!.Trim('/'),
        Role = spec.Method switch
        {
            LoginMethods.Kubernetes => spec.Kubernetes!.Role!,
            LoginMethods.Jwt => spec.Jwt!.Role!,
            _ => spec.AppRole!.RoleId!,
        },
        Headers = spec.Headers ?? new Dictionary<string, string>(),
        Params = spec.Params ?? new Dictionary<string, string>(),
        Source = Source(key, spec),
    };

    /// <summary>
    /// In the operator's own namespace only <c>default</c> may leave the reference out: anything else there would silently use the
    /// connection meant for all.
    /// </summary>
    private static Outcome<ObjectKey> Connection(ObjectKey key, VaultAuthSpec spec, string operatorNamespace) =>
        string.IsNullOrEmpty(spec.VaultConnectionRef) && key.Namespace == operatorNamespace && key.Name != References.DefaultName
            ? new Failure(FailureKind.Misconfigured,
                $"spec.vaultConnectionRef: must be set on VaultAuths in the operator's namespace {operatorNamespace}")
            : References.Resolve("spec.vaultConnectionRef", spec.VaultConnectionRef, key.Namespace, operatorNamespace);

    private static string Missing(VaultAuthSpec spec) =>
        spec.VaultAuthGlobalRef is not null
            ? "spec.vaultAuthGlobalRef: Coffer does not merge VaultAuthGlobals yet; write method, mount and role into this VaultAuth"
        : spec.Method is LoginMethods.Aws or LoginMethods.Gcp
            ? $"spec.method: Coffer does not log in by {spec.Method} yet; use kubernetes, jwt or appRole"
        : "";

    private static IEnumerable<string> Mount(VaultAuthSpec spec) =>
        string.IsNullOrEmpty(spec.Mount?.Trim('/')) ? ["spec.mount: the path of Vault's auth mount is missing, e.g. kubernetes"]
        : spec.Mount.Split('/').Any(part => part is "." or "..") ? ["spec.mount: must not hold '.' or '..'"]
        : [];

    private static IEnumerable<string> Method(VaultAuthSpec spec) => spec.Method switch
    {
        LoginMethods.Kubernetes => Kubernetes(spec.Kubernetes ?? new VaultAuthKubernetes()),
        LoginMethods.Jwt => Jwt(spec.Jwt ?? new VaultAuthJwt()),
        LoginMethods.AppRole => AppRole(spec.AppRole ?? new VaultAuthAppRole()),
        null or "" => ["spec.method: is missing; write kubernetes, jwt or appRole"],
        var other => [$"spec.method: '{ShortText.Name(other)}' is none of kubernetes, jwt, appRole"],
    };

    private static IEnumerable<string> Kubernetes(VaultAuthKubernetes block) =>
    [
        .. Need("spec.kubernetes.role", block.Role),
        .. Need("spec.kubernetes.serviceAccount", block.ServiceAccount),
        .. Named("spec.kubernetes.serviceAccount", block.ServiceAccount),
        .. Count("spec.kubernetes.audiences", block.Audiences?.Count, SpecLimits.Audiences),
        .. Life("spec.kubernetes", block.TokenExpirationSeconds),
    ];

    private static IEnumerable<string> Jwt(VaultAuthJwt block) =>
    [
        .. Need("spec.jwt.role", block.Role),
        .. string.IsNullOrEmpty(block.ServiceAccount) && string.IsNullOrEmpty(block.SecretRef)
            ? ["spec.jwt: one of serviceAccount and secretRef is needed"]
            : Array.Empty<string>(),
        .. Named("spec.jwt.serviceAccount", block.ServiceAccount),
        .. Named("spec.jwt.secretRef", block.SecretRef),
        .. Count("spec.jwt.audiences", block.Audiences?.Count, SpecLimits.Audiences),
        .. Life("spec.jwt", block.TokenExpirationSeconds),
    ];

    private static IEnumerable<string> AppRole(VaultAuthAppRole block)
    {
        var (secret, file) = (!string.IsNullOrEmpty(block.SecretRef), !string.IsNullOrEmpty(block.SecretIdPath));
        return
        [
            .. Need("spec.appRole.roleId", block.RoleId),
            .. Named("spec.appRole.secretRef", block.SecretRef),
            .. secret == file ? ["spec.appRole: exactly one of secretRef and secretIDPath is needed"] : Array.Empty<string>(),
            .. file && (!block.SecretIdPath!.StartsWith('/') || block.SecretIdPath.Split('/').Contains(".."))
                ? ["spec.appRole.secretIDPath: must be an absolute path without '..'"]
                : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<string> Sizes(VaultAuthSpec spec) =>
    [
        .. Count("spec.allowedNamespaces", spec.AllowedNamespaces?.Count, SpecLimits.AllowedNamespaces),
        .. Count("spec.headers", spec.Headers?.Count, SpecLimits.Headers),
        .. Count("spec.params", spec.Params?.Count, SpecLimits.Headers),
        .. Bounds.Length("spec.mount", spec.Mount, SpecLimits.PathLength).Select(static flaw => flaw.ToString()),
        .. Bounds.Length("spec.namespace", spec.Namespace, SpecLimits.PathLength).Select(static flaw => flaw.ToString()),
    ];

    private static IEnumerable<string> Count(string field, int? count, int most) =>
        Bounds.Count(field, count ?? 0, most, "leave out what is not needed").Select(static flaw => flaw.ToString());

    private static IEnumerable<string> Named(string field, string? name) =>
        string.IsNullOrEmpty(name) || KubeNames.Fault(name) is not { } fault ? [] : [$"{field}: {fault}"];

    private static string[] Need(string field, string? value) => string.IsNullOrEmpty(value) ? [$"{field}: is missing"] : [];

    private static string[] Life(string block, long seconds) =>
        seconds is >= MinTokenSeconds and <= 1L << 32 ? [] : [$"{block}.tokenExpirationSeconds: must be {MinTokenSeconds} or more"];

    private static IEnumerable<string> Headers(VaultAuthSpec spec) =>
        (spec.Headers ?? new Dictionary<string, string>()).Select(header => HeaderRules.Objection(header.Key, header.Value))
            .OfType<string>()
            .Select(objection => $"spec.headers: {objection}");

    private static CredentialSource Source(AuthKey key, VaultAuthSpec spec) => spec switch
    {
        { Method: LoginMethods.Kubernetes, Kubernetes: { } k } =>
            new CredentialSource.ServiceAccount(
                new ObjectKey(key.Consumer, k.ServiceAccount!), k.Audiences ?? [], k.TokenExpirationSeconds),
        { Method: LoginMethods.Jwt, Jwt: { ServiceAccount.Length: > 0 } j } =>
            new CredentialSource.ServiceAccount(new ObjectKey(key.Consumer, j.ServiceAccount), j.Audiences ?? [], j.TokenExpirationSeconds),
        { Method: LoginMethods.Jwt, Jwt: { } j } => new CredentialSource.SecretKey(new ObjectKey(key.Consumer, j.SecretRef!), "jwt"),
        { AppRole: { SecretRef.Length: > 0 } a } => new CredentialSource.SecretKey(new ObjectKey(key.Consumer, a.SecretRef), "id"),
        _ => new CredentialSource.File(spec.AppRole!.SecretIdPath!, key.Auth.Namespace),
    };
}
