using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths.Methods;

/// <summary>A token of a ServiceAccount of the consumer's namespace, which Vault has reviewed by the API server.</summary>
internal sealed class KubernetesLogin : LoginMethod
{
    public override string Name => FieldValues.Kubernetes;

    public override bool SendsJwt => true;

    public override IEnumerable<SpecError> Missing(VaultAuthSpec spec) =>
    [
        .. BlockFlaws.Need($"{Block}.role", spec.Kubernetes?.Role),
        .. BlockFlaws.Need($"{Block}.serviceAccount", spec.Kubernetes?.ServiceAccount),
    ];

    public override IEnumerable<SpecError> Malformed(VaultAuthSpec spec) => spec.Kubernetes is not { } block ? [] :
    [
        .. BlockFlaws.Named($"{Block}.serviceAccount", block.ServiceAccount),
        .. BlockFlaws.Audiences(Block, block.Audiences),
        .. BlockFlaws.Life(Block, block.TokenExpirationSeconds),
    ];

    public override IMethodDefaults? Defaults(VaultAuthGlobalSpec global) => global.Kubernetes;

    public override VaultAuthSpec Merge(VaultAuthSpec spec, VaultAuthGlobalSpec global)
    {
        if (global.Kubernetes is not { } given)
        {
            return spec;
        }

        var own = spec.Kubernetes ?? new VaultAuthKubernetes();
        return spec with
        {
            Kubernetes = own with
            {
                Role = Either.Text(own.Role, given.Role),
                ServiceAccount = Either.Text(own.ServiceAccount, given.ServiceAccount),
                Audiences = Either.List(own.Audiences, given.Audiences),
                TokenExpirationSeconds = Either.TokenSeconds(own.TokenExpirationSeconds, given.TokenExpirationSeconds),
            },
        };
    }

    public override string Role(VaultAuthSpec spec) => spec.Kubernetes?.Role ?? "";

    public override CredentialSource Source(AuthKey key, VaultAuthSpec spec)
    {
        var block = spec.Kubernetes!;
        return new CredentialSource.ServiceAccount(
            new ObjectKey(key.Consumer, block.ServiceAccount!), block.Audiences ?? [], block.TokenExpirationSeconds);
    }

    public override IReadOnlyDictionary<string, string> Body(LoginPlan plan, Credential credential) => JwtTexts.Body(plan, credential);

    public override string? Refused(LoginPlan plan, string said, TokenClaims? claims) =>
        JwtTexts.Refused(plan, said, claims, RoleCommand(plan));

    public override IEnumerable<string> Causes(LoginPlan plan, TokenClaims? claims) =>
    [
        $"role '{plan.Role}' is not bound to {JwtTexts.Subject(plan, claims)}, or asks for another audience than "
        + $"{JwtTexts.Audiences(claims)}: {RoleCommand(plan)}",
        $"Vault can't have the token reviewed: it does not reach the Kubernetes API (auth/{plan.Mount}/config), or its reviewer lacks "
        + "system:auth-delegator",
        .. Unreviewed(plan, claims),
    ];

    /// <summary>A Vault without a token of its own has the client's token reviewed with that very token.</summary>
    private static IEnumerable<string> Unreviewed(LoginPlan plan, TokenClaims? claims) =>
        plan.Source is CredentialSource.ServiceAccount { Account: var account, Audiences.Count: > 0 }
            ? [$"auth/{plan.Mount}/config has no token_reviewer_jwt, so that Vault reviews the token with itself: then its audiences "
                + $"{JwtTexts.Audiences(claims)} must include one of the API server's, and ServiceAccount {account} needs "
                + "system:auth-delegator"]
            : [];

    private static string RoleCommand(LoginPlan plan) => plan.Source is CredentialSource.ServiceAccount { Account: var account }
        ? $"vault write{Wording.Flag(plan.Namespace)} auth/{plan.Mount}/role/{plan.Role} bound_service_account_names={account.Name} "
            + $"bound_service_account_namespaces={account.Namespace} policies=..."
        : "";
}
