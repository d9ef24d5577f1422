using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths.Methods;

/// <summary>A JWT that Vault verifies by itself: of a ServiceAccount, or from a Secret, of the consumer's namespace.</summary>
internal sealed class JwtLogin : LoginMethod
{
    private const string SecretField = "jwt";

    public override string Name => FieldValues.Jwt;

    public override bool SendsJwt => true;

    public override IEnumerable<SpecError> Missing(VaultAuthSpec spec) =>
    [
        .. BlockFlaws.Need($"{Block}.role", spec.Jwt?.Role),
        .. SpecError.Unless(HasSource(spec.Jwt), Block, "one of serviceAccount and secretRef is needed"),
    ];

    public override IEnumerable<SpecError> Malformed(VaultAuthSpec spec) => spec.Jwt is not { } block ? [] :
    [
        .. BlockFlaws.Named($"{Block}.serviceAccount", block.ServiceAccount),
        .. BlockFlaws.Named($"{Block}.secretRef", block.SecretRef),
        .. BlockFlaws.Audiences(Block, block.Audiences),
        .. BlockFlaws.Life(Block, block.TokenExpirationSeconds),
    ];

    public override IMethodDefaults? Defaults(VaultAuthGlobalSpec global) => global.Jwt;

    public override VaultAuthSpec Merge(VaultAuthSpec spec, VaultAuthGlobalSpec global)
    {
        if (global.Jwt is not { } given)
        {
            return spec;
        }

        var own = spec.Jwt ?? new VaultAuthJwt();
        var hasSource = HasSource(own);
        return spec with
        {
            Jwt = own with
            {
                Role = Either.Text(own.Role, given.Role),
                ServiceAccount = hasSource ? own.ServiceAccount : given.ServiceAccount,
                SecretRef = hasSource ? own.SecretRef : given.SecretRef,
                Audiences = Either.List(own.Audiences, given.Audiences),
                TokenExpirationSeconds = Either.TokenSeconds(own.TokenExpirationSeconds, given.TokenExpirationSeconds),
            },
        };
    }

    public override string Role(VaultAuthSpec spec) => spec.Jwt?.Role ?? "";

    public override CredentialSource Source(AuthKey key, VaultAuthSpec spec) => spec.Jwt switch
    {
        { ServiceAccount: { Length: > 0 } account } block => new CredentialSource.ServiceAccount(
            new ObjectKey(key.Consumer, account), block.Audiences ?? [], block.TokenExpirationSeconds),
        var block => new CredentialSource.SecretKey(new ObjectKey(key.Consumer, block!.SecretRef!), SecretField),
    };

    public override IReadOnlyDictionary<string, string> Body(LoginPlan plan, Credential credential) => JwtTexts.Body(plan, credential);

    public override string? Refused(LoginPlan plan, string said, TokenClaims? claims) => JwtTexts.Refused(
        plan, said, claims,
        $"vault write{Wording.Flag(plan.Namespace)} auth/{plan.Mount}/role/{plan.Role} role_type=jwt user_claim=sub bound_audiences=... "
        + "policies=...");

    public override IEnumerable<string> Causes(LoginPlan plan, TokenClaims? claims) =>
    [
        $"role '{plan.Role}' is not bound to the token's subject, audience {JwtTexts.Audiences(claims)} or other claims",
        $"auth/{plan.Mount}/config does not trust the token's issuer{(claims is { Issuer.Length: > 0 } ? $" {claims.Issuer}" : "")}",
    ];

    private static bool HasSource(VaultAuthJwt? block) =>
        !string.IsNullOrEmpty(block?.ServiceAccount) || !string.IsNullOrEmpty(block?.SecretRef);
}
