using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Auths.Methods;

/// <summary>A JWT that Vault verifies by itself: of a ServiceAccount, or from a Secret, of the consumer's namespace.</summary>
internal sealed class JwtLogin : LoginMethod
{
    private const string SecretField = "jwt";

    public override string Name => FieldValues.Jwt;

    public override bool SendsJwt => true;

    public override IEnumerable<string> Flaws(VaultAuthSpec spec)
    {
        var block = spec.Jwt ?? new VaultAuthJwt();
        return
        [
            .. BlockFlaws.Need($"{Block}.role", block.Role),
            .. string.IsNullOrEmpty(block.ServiceAccount) && string.IsNullOrEmpty(block.SecretRef)
                ? [$"{Block}: one of serviceAccount and secretRef is needed"]
                : Array.Empty<string>(),
            .. BlockFlaws.Named($"{Block}.serviceAccount", block.ServiceAccount),
            .. BlockFlaws.Named($"{Block}.secretRef", block.SecretRef),
            .. BlockFlaws.Audiences(Block, block.Audiences),
            .. BlockFlaws.Life(Block, block.TokenExpirationSeconds),
        ];
    }

    public override string Role(VaultAuthSpec spec) => spec.Jwt!.Role!;

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
}
