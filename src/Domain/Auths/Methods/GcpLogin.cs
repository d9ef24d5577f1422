using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths.Methods;

/// <summary>
/// Workload identity of Google Kubernetes Engine: a ServiceAccount of the consumer's namespace stands for a Google service account, whose
/// ID token Vault verifies.
/// </summary>
internal sealed class GcpLogin : LoginMethod
{
    /// <summary>The life of Google's ID tokens, which a role has to allow: its own default is a quarter of that.</summary>
    private const string TokenLife = "max_jwt_exp=3600";

    public override string Name => FieldValues.Gcp;

    public override bool SendsJwt => true;

    public override IEnumerable<SpecError> Missing(VaultAuthSpec spec) =>
    [
        .. BlockFlaws.Need($"{Block}.role", spec.Gcp?.Role),
        .. BlockFlaws.Need($"{Block}.workloadIdentityServiceAccount", spec.Gcp?.WorkloadIdentityServiceAccount),
    ];

    public override IEnumerable<SpecError> Malformed(VaultAuthSpec spec) => spec.Gcp is not { } block ? [] :
    [
        .. BlockFlaws.Named($"{Block}.workloadIdentityServiceAccount", block.WorkloadIdentityServiceAccount),
        .. Place("projectID", block.ProjectId, "the id of a project, such as acme-prod"),
        .. Place("region", block.Region, "the location of a cluster, such as europe-west3"),
        .. Place("clusterName", block.ClusterName, "the name of a cluster"),
    ];

    public override IMethodDefaults? Defaults(VaultAuthGlobalSpec global) => global.Gcp;

    public override VaultAuthSpec Merge(VaultAuthSpec spec, VaultAuthGlobalSpec global)
    {
        if (global.Gcp is not { } given)
        {
            return spec;
        }

        var own = spec.Gcp ?? new VaultAuthGcp();
        return spec with
        {
            Gcp = new VaultAuthGcp
            {
                Role = Either.Text(own.Role, given.Role),
                WorkloadIdentityServiceAccount = Either.Text(own.WorkloadIdentityServiceAccount, given.WorkloadIdentityServiceAccount),
                Region = Either.Text(own.Region, given.Region),
                ClusterName = Either.Text(own.ClusterName, given.ClusterName),
                ProjectId = Either.Text(own.ProjectId, given.ProjectId),
            },
        };
    }

    public override string Role(VaultAuthSpec spec) => spec.Gcp?.Role ?? "";

    /// <summary>Vault wants an audience that ends in <c>vault/ROLE</c>, and Google one that is a URL.</summary>
    public override CredentialSource Source(AuthKey key, VaultAuthSpec spec)
    {
        var block = spec.Gcp!;
        return new CredentialSource.Gcp(
            new ObjectKey(key.Consumer, block.WorkloadIdentityServiceAccount!),
            new GkeCluster(block.ProjectId ?? "", block.Region ?? "", block.ClusterName ?? ""),
            $"https://vault/{block.Role}");
    }

    public override IReadOnlyDictionary<string, string> Body(LoginPlan plan, Credential credential) => JwtTexts.Body(plan, credential);

    /// <summary>The words of HashiCorp's plug-in, which is OpenBao's too.</summary>
    public override string? Refused(LoginPlan plan, string said, TokenClaims? claims) => said switch
    {
        _ when Wording.Says(said, "unknown fields") =>
            "a gcp login takes no other fields than those of the method: take them out of spec.params",
        _ when Wording.Says(said, $"role \"{plan.Role}\" not found") =>
            $"role '{plan.Role}' does not exist at auth/{plan.Mount}. Create it: {RoleCommand(plan, claims)}",
        _ when Wording.Says(said, "is not authorized for role") =>
            $"role '{plan.Role}' is not bound to {Account(claims)}: {RoleCommand(plan, claims)}",
        _ when Wording.Says(said, "not in bound projects") =>
            $"add the project of {Account(claims)} to bound_projects of role '{plan.Role}', or correct the annotation "
            + $"{GcpRemedies.Annotation} of {Subject(plan)}",
        _ when Wording.Says(said, "service account JWTs expire within") =>
            $"Google's ID tokens live for an hour, and role '{plan.Role}' takes shorter ones alone: vault write"
            + $"{Wording.Flag(plan.Namespace)} auth/{plan.Mount}/role/{plan.Role} {TokenLife}; if it has that, Vault's clock is behind",
        _ when Wording.Says(said, "JWT must expire in") => "the clock of Vault is behind that of Google: correct it",
        _ when Wording.Says(said, "JWT is expired") => "the clock of Vault is ahead of that of Google: correct it",
        _ when Wording.Says(said, "JWT claim 'aud' must end in") =>
            $"the ID token's audiences are {JwtTexts.Audiences(claims)}: correct {Block}.role of VaultAuth {plan.Key.Auth}",
        _ when Wording.Says(said, "unable to get public key") =>
            "Vault can't have Google's public keys: let it reach https://accounts.google.com and https://www.googleapis.com, or what "
            + $"custom_endpoint of auth/{plan.Mount}/config names",
        _ when Wording.Says(said, "could not find service account") =>
            $"Vault can't look {Account(claims)} up: give the credentials of auth/{plan.Mount}/config the right iam.serviceAccounts.get, "
            + "and let Vault reach https://iam.googleapis.com",
        _ when Wording.Says(said, "GCE metadata") =>
            $"role '{plan.Role}' is one for virtual machines: make one with type=iam: {RoleCommand(plan, claims)}",
        _ => null,
    };

    public override IEnumerable<string> Causes(LoginPlan plan, TokenClaims? claims) =>
    [
        $"role '{plan.Role}' is not bound to {Account(claims)}, or token_bound_cidrs leaves this pod out: {RoleCommand(plan, claims)}",
        "Vault can't reach Google, or its own credentials there are not good enough",
    ];

    private IEnumerable<SpecError> Place(string field, string? text, string what) => SpecError.Unless(
        string.IsNullOrEmpty(text) || GoogleNames.IsPlace(text), $"{Block}.{field}", $"'{ShortText.Name(text)}' is not {what}");

    private static string RoleCommand(LoginPlan plan, TokenClaims? claims) =>
        $"vault write{Wording.Flag(plan.Namespace)} auth/{plan.Mount}/role/{plan.Role} type=iam "
        + $"bound_service_accounts={(claims is { Email.Length: > 0 } ? claims.Email : "...")} {TokenLife} policies=...";

    private static string Account(TokenClaims? claims) =>
        claims is { Email.Length: > 0 } ? $"Google service account {claims.Email}" : "the Google service account";

    private static string Subject(LoginPlan plan) =>
        plan.Source is CredentialSource.Gcp { Account: var account } ? $"ServiceAccount {account}" : "the ServiceAccount";
}
