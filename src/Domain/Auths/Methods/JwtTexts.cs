namespace Coffer.Domain.Auths.Methods;

/// <summary>What the methods that send a role and a JWT have in common.</summary>
internal static class JwtTexts
{
    private const int MaxAudiences = 5;

    public static IReadOnlyDictionary<string, string> Body(LoginPlan plan, Credential credential) =>
        new Dictionary<string, string> { ["role"] = plan.Role, ["jwt"] = ((Credential.Text)credential).Value };

    /// <summary>The cause that Vault's words name.</summary>
    /// <param name="plan">The login.</param>
    /// <param name="said">Vault's words.</param>
    /// <param name="claims">Claims of the JWT.</param>
    /// <param name="roleCommand">How to write a role that would do.</param>
    public static string? Refused(LoginPlan plan, string said, TokenClaims? claims, string roleCommand) =>
        Wording.Says(said, "invalid role name") ? $"role '{plan.Role}' does not exist at auth/{plan.Mount}. Create it: {roleCommand}"
        : Wording.Says(said, "audience", "\"aud\"")
            ? $"the token's audiences are {Audiences(claims)}, and role '{plan.Role}' asks for others. Set "
                + $"{plan.Method.Block}.audiences of VaultAuth {plan.Key.Auth} "
                + $"to the role's audience ('vault read{Wording.Flag(plan.Namespace)} auth/{plan.Mount}/role/{plan.Role}')"
        : Wording.Says(said, "service account name not authorized", "namespace not authorized")
            ? $"role '{plan.Role}' is not bound to {Subject(plan, claims)}: {roleCommand}"
        : null;

    public static string Subject(LoginPlan plan, TokenClaims? claims) =>
        plan.Source is CredentialSource.ServiceAccount { Account: var account }
            ? $"ServiceAccount {account}"
            : $"subject {claims?.Subject ?? "of the token"}";

    public static string Audiences(TokenClaims? claims) =>
        claims is { Audiences.Count: > 0 } ? $"[{string.Join(", ", claims.Audiences.Take(MaxAudiences))}]" : "[unknown]";
}
