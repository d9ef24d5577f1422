using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths.Methods;

/// <summary>
/// A client certificate from a Secret of the consumer's namespace. It is read for each login, so a renewed one is used without a restart.
/// </summary>
internal sealed class CertLogin : LoginMethod
{
    public override string Name => FieldValues.Cert;

    /// <summary>Vault wants to see the certificate again for a renewal, and a login reads the newest one.</summary>
    public override bool Renews => false;

    public override IEnumerable<SpecError> Missing(VaultAuthSpec spec) => BlockFlaws.Need($"{Block}.secretRef", spec.Cert?.SecretRef);

    public override IEnumerable<SpecError> Malformed(VaultAuthSpec spec) => BlockFlaws.Named($"{Block}.secretRef", spec.Cert?.SecretRef);

    public override IMethodDefaults? Defaults(VaultAuthGlobalSpec global) => global.Cert;

    public override VaultAuthSpec Merge(VaultAuthSpec spec, VaultAuthGlobalSpec global) => global.Cert is not { } given ? spec : spec with
    {
        Cert = new VaultAuthCert
        {
            Role = Either.Text(spec.Cert?.Role, given.Role),
            SecretRef = Either.Text(spec.Cert?.SecretRef, given.SecretRef),
        },
    };

    public override string Role(VaultAuthSpec spec) => spec.Cert?.Role ?? "";

    public override string ShownRole(string role) => role.Length > 0 ? $"'{role}'" : "any";

    public override CredentialSource Source(AuthKey key, VaultAuthSpec spec) =>
        new CredentialSource.TlsSecret(new ObjectKey(key.Consumer, spec.Cert!.SecretRef!));

    public override IReadOnlyDictionary<string, string> Body(LoginPlan plan, Credential credential) => plan.Role.Length == 0
        ? new Dictionary<string, string>()
        : new Dictionary<string, string> { ["name"] = plan.Role };

    public override string? CredentialRemedy(LoginPlan plan, Failure failure) => (plan.Source, failure.Kind) switch
    {
        (CredentialSource.TlsSecret { Secret: var secret }, FailureKind.NotFound) =>
            $"the certificate is read from Secret {secret} of type kubernetes.io/tls, in the namespace of the resource that uses the "
            + "VaultAuth. Create that Secret, or have cert-manager make it",
        (CredentialSource.TlsSecret { Secret: var secret }, FailureKind.Forbidden or FailureKind.Unauthorized) =>
            $"Coffer may not read Secret {secret}: grant it 'get' on it",
        (CredentialSource.TlsSecret { Secret: var secret }, FailureKind.Misconfigured) =>
            $"put the certificate, with its intermediates, under tls.crt and its private key under tls.key of Secret {secret}, both as PEM",
        _ => null,
    };

    public override string? Refused(LoginPlan plan, string said, TokenClaims? claims) =>
        Wording.Says(said, "client certificate must be supplied", "no client certificate")
            ? $"the certificate did not reach Vault: VaultConnection {plan.Connection} must lead to Vault itself "
                + "over https, and what ends TLS "
                + "before it has to pass it on; its listener must not have tls_disable_client_certs. "
                + $"If it did, no role of auth/{plan.Mount} accepts it: {RoleCommand(plan)}"
        : Wording.Says(said, "no chain matching", "failed to match", "constraints")
            ? $"role {ShownRole(plan.Role)} of auth/{plan.Mount} does not accept the certificate of {Origin(plan)}: compare "
                + $"the role's CA and allowed names with it ('vault read auth/{plan.Mount}/certs/...'), and see "
                + "whether it is still in date: "
                + RoleCommand(plan)
        : null;

    public override IEnumerable<string> Causes(LoginPlan plan, TokenClaims? claims) =>
    [
        $"role {ShownRole(plan.Role)} of auth/{plan.Mount} does not accept the certificate of {Origin(plan)}: {RoleCommand(plan)}",
        "the certificate is not valid any more, or not yet",
    ];

    private static string RoleCommand(LoginPlan plan) =>
        $"vault write{Wording.Flag(plan.Namespace)} auth/{plan.Mount}/certs/{(plan.Role.Length > 0 ? plan.Role : "ROLE")} "
        + "certificate=@ca.pem allowed_common_names=... token_policies=...";

    private static string Origin(LoginPlan plan) =>
        plan.Source is CredentialSource.TlsSecret { Secret: var secret } ? $"Secret {secret}" : "its Secret";
}
