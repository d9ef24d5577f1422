using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Reach;

namespace Coffer.Domain.Auths.Methods;

/// <summary>A role id from the manifest, and a secret id from a Secret of the consumer's namespace or a file of the operator.</summary>
internal sealed class AppRoleLogin : LoginMethod
{
    private const string SecretField = "id";
    private const string OneSource = "exactly one of secretRef and secretIDPath is needed";

    public override string Name => FieldValues.AppRole;

    public override string MountType => "approle";

    public override bool LocksOut => true;

    public override IEnumerable<SpecError> Missing(VaultAuthSpec spec) =>
    [
        .. BlockFlaws.Need($"{Block}.roleId", spec.AppRole?.RoleId),
        .. SpecError.Unless(HasSource(spec.AppRole), Block, OneSource),
    ];

    public override IEnumerable<SpecError> Malformed(VaultAuthSpec spec) => spec.AppRole is not { } block ? [] :
    [
        .. BlockFlaws.Named($"{Block}.secretRef", block.SecretRef),
        .. SpecError.Unless(block is not { SecretRef.Length: > 0, SecretIdPath.Length: > 0 }, Block, OneSource),
        .. SpecError.Unless(
            block.SecretIdPath is not { Length: > 0 } path || (path.StartsWith('/') && !path.Split('/').Contains("..")),
            $"{Block}.secretIDPath", "must be an absolute path without '..'"),
    ];

    public override IMethodDefaults? Defaults(VaultAuthGlobalSpec global) => global.AppRole;

    public override VaultAuthSpec Merge(VaultAuthSpec spec, VaultAuthGlobalSpec global)
    {
        if (global.AppRole is not { } given)
        {
            return spec;
        }

        var own = spec.AppRole ?? new VaultAuthAppRole();
        var hasSource = HasSource(own);
        return spec with
        {
            AppRole = own with
            {
                RoleId = Either.Text(own.RoleId, given.RoleId),
                SecretRef = hasSource ? own.SecretRef : given.SecretRef,
                SecretIdPath = hasSource ? own.SecretIdPath : given.SecretIdPath,
            },
        };
    }

    public override string Role(VaultAuthSpec spec) => spec.AppRole?.RoleId ?? "";

    public override CredentialSource Source(AuthKey key, VaultAuthSpec spec) => spec.AppRole switch
    {
        { SecretRef: { Length: > 0 } secret } => new CredentialSource.SecretKey(new ObjectKey(key.Consumer, secret), SecretField),
        var block => new CredentialSource.File(block!.SecretIdPath!, key.Auth.Namespace),
    };

    public override IReadOnlyDictionary<string, string> Body(LoginPlan plan, Credential credential) =>
        new Dictionary<string, string> { ["role_id"] = plan.Role, ["secret_id"] = ((Credential.Text)credential).Value };

    /// <summary>A role id is half a credential, so it is not shown.</summary>
    public override string ShownRole(string role) => $"id of {Block}.roleId";

    public override string? CredentialRemedy(LoginPlan plan, Failure failure) => plan.Source is CredentialSource.File { Path: var path }
        ? $"put the secret id into the file {path} of the operator's pod, below a folder of {FileFolder.Option}; or correct "
            + $"{Block}.secretIDPath"
        : null;

    public override string? Refused(LoginPlan plan, string said, TokenClaims? claims) =>
        Wording.Says(said, "invalid role id", "invalid secret id", "invalid role or secret id")
            ? $"the role id of VaultAuth {plan.Key.Auth}, or the secret id from {Origin(plan)}, is unknown to "
                + $"auth/{plan.Mount}, expired or used up. "
                + $"Compare 'vault read auth/{plan.Mount}/role/ROLE/role-id' and issue a new secret id"
            : null;

    public override IEnumerable<string> Causes(LoginPlan plan, TokenClaims? claims) =>
    [
        $"the role id or the secret id from {Origin(plan)} is not accepted",
        "the role is locked out for everybody for 15 minutes after five refused logins ('vault read sys/locked-users' shows it)",
    ];

    private static string Origin(LoginPlan plan) => plan.Source switch
    {
        CredentialSource.SecretKey { Secret: var secret } => $"Secret {secret}",
        CredentialSource.File { Path: var path } => $"file {path}",
        _ => "its source",
    };

    private static bool HasSource(VaultAuthAppRole? block) =>
        !string.IsNullOrEmpty(block?.SecretRef) || !string.IsNullOrEmpty(block?.SecretIdPath);
}
