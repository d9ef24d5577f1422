using Coffer.Contracts;
using Coffer.Domain.Connections;
using Coffer.Domain.Reach;

namespace Coffer.Domain.Auths;

/// <summary>
/// What to tell people about a login that failed: the object, what was answered, and the causes that are left with their remedies.
/// Decisions are made on the <see cref="FailureKind"/> alone; Vault's words only choose among texts. What servers say for which fault
/// differs (OpenBao: one bare 403 for five faults).
/// </summary>
public static class LoginCauses
{
    private const string Prefix = "auth/";

    /// <summary>The failure to tell when the credential could not be had.</summary>
    public static Failure OfCredential(LoginPlan plan, Failure failure)
    {
        var remedy = (plan.Source, failure.Kind) switch
        {
            (CredentialSource.ServiceAccount { Account: var a }, FailureKind.Forbidden) when failure.NamespaceEnds =>
                $"namespace {a.Namespace} is being deleted, and its ServiceAccounts get no tokens any more: no right is "
                + "missing, and there is nothing to do",
            (CredentialSource.ServiceAccount { Account: var a }, FailureKind.NotFound) =>
                $"ServiceAccount {a} does not exist; it is looked up in the namespace of the resource that uses the VaultAuth. "
                + $"Create it: kubectl create serviceaccount {a.Name} -n {a.Namespace}",
            (CredentialSource.ServiceAccount { Account: var a }, FailureKind.Forbidden or FailureKind.Invalid) when IsOfAPolicy(failure) =>
                $"an admission policy of the cluster, not a missing right, keeps Coffer from a token of ServiceAccount {a}: correct the "
                + "VaultAuth as the policy says, or have the policy allow it",
            (CredentialSource.ServiceAccount { Account: var a }, FailureKind.Forbidden or FailureKind.Unauthorized) =>
                $"Coffer may not request tokens of ServiceAccount {a}: grant it 'create' on serviceaccounts/token named "
                + $"{a.Name} in namespace {a.Namespace}",
            (CredentialSource.ServiceAccount { Account: var a }, FailureKind.Invalid) =>
                $"the API server refuses a token of ServiceAccount {a}: check audiences and tokenExpirationSeconds, and admission policies",
            (CredentialSource.SecretKey { Secret: var s, Key: var k }, FailureKind.NotFound) =>
                $"the credential is read from key {k} of Secret {s}, in the namespace of the resource that uses the "
                + "VaultAuth. Create that Secret",
            (CredentialSource.SecretKey { Secret: var s }, FailureKind.Forbidden or FailureKind.Unauthorized) =>
                $"Coffer may not read Secret {s}: grant it 'get' on it",
            (CredentialSource.SecretKey { Secret: var s, Key: var k }, FailureKind.Misconfigured) =>
                $"put the credential under key {k} of Secret {s}",
            (CredentialSource.File { Path: var p }, _) => $"put the secret id into the file {p} of the operator's pod, below a folder of "
                + $"{FileFolder.Option}; or correct spec.appRole.secretIDPath",
            _ => "the Kubernetes API could not be asked; it is tried again",
        };
        return Tell(plan, failure, "no credential to log in with", remedy);
    }

    /// <summary>The failure to tell when Vault did not accept the login.</summary>
    /// <param name="plan">What was tried.</param>
    /// <param name="failure">What came of it.</param>
    /// <param name="claims">The public claims of the token that was sent; null when it was none that we made.</param>
    /// <param name="now">Now.</param>
    public static Failure OfLogin(LoginPlan plan, Failure failure, TokenClaims? claims, DateTimeOffset now)
    {
        var remedy = ConnectionText.Doubled(plan.Connection, plan.Address.ToString(), failure.Kind) ?? failure.Kind switch
        {
            FailureKind.Forbidden or FailureKind.Unauthorized or FailureKind.Invalid => Refused(plan, failure.Message, claims, now),
            FailureKind.ServerError when Says(failure, "not authorized", "claim", "jwt", "jws", "token") =>
                Refused(plan, failure.Message, claims, now),
            FailureKind.NotFound => Says(failure, "namespace not found")
                ? $"Vault has no namespace '{plan.Namespace}': create it ('vault namespace create {plan.Namespace}'), or correct "
                    + $"spec.namespace of VaultAuth {plan.Key.Auth}"
                : NotMounted(plan),
            FailureKind.NamespaceIgnored =>
                $"this server takes no notice of Vault namespaces (a Vault without Enterprise?): remove spec.namespace '{plan.Namespace}' "
                    + $"from VaultAuth {plan.Key.Auth}, or point VaultConnection {plan.Connection} at a server with namespaces",
            var kind => ConnectionText.Remedy(plan.Connection, plan.Address.ToString(), kind),
        };
        return Tell(
            plan, failure, $"login at auth/{plan.Mount}{Wording.InNamespace(plan.Namespace)} with role {RoleName(plan)} failed", remedy);
    }

    /// <summary>An AppRole's role id is half a credential, so it is not shown.</summary>
    private static string RoleName(LoginPlan plan) => plan.Method == LoginMethods.AppRole ? "id of spec.appRole.roleId" : $"'{plan.Role}'";

    private static Failure Tell(LoginPlan plan, Failure failure, string what, string remedy) => failure with
    {
        Message = ShortText.Message($"VaultAuth {plan.Key.Auth}, used from namespace {plan.Key.Consumer}: {what}: "
            + $"{Wording.Bare(failure.Message)}. {Capital(remedy)}."),
    };

    private static string Refused(LoginPlan plan, string said, TokenClaims? claims, DateTimeOffset now)
    {
        // Without the instant: each try sends another token, and a message that changes is written again.
        if (claims?.ExpiresAt <= now)
        {
            return "the token that was sent had expired: put a fresh one in place, or check the clocks of the API server and this pod";
        }

        if (Contains(said, "invalid role name"))
        {
            return $"role '{plan.Role}' does not exist at auth/{plan.Mount}. Create it: {RoleCommand(plan)}";
        }

        if (Contains(said, "audience", "\"aud\""))
        {
            return $"the token's audiences are {List(claims?.Audiences)}, and role '{plan.Role}' asks for others. Set "
                + $"{Block(plan)}.audiences of VaultAuth {plan.Key.Auth} "
                + $"to the role's audience ('vault read{Wording.Flag(plan.Namespace)} auth/{plan.Mount}/role/{plan.Role}')";
        }

        if (Contains(said, "service account name not authorized", "namespace not authorized"))
        {
            return $"role '{plan.Role}' is not bound to {Subject(plan, claims)}: {RoleCommand(plan)}";
        }

        if (Contains(said, "could not load configuration"))
        {
            return $"auth/{plan.Mount} is not configured: write auth/{plan.Mount}/config";
        }

        if (Contains(said, "invalid role id", "invalid secret id", "invalid role or secret id"))
        {
            return $"the role id of VaultAuth {plan.Key.Auth}, or the secret id from {Origin(plan)}, is unknown to "
                + $"auth/{plan.Mount}, expired or used up. "
                + $"Compare 'vault read auth/{plan.Mount}/role/ROLE/role-id' and issue a new secret id";
        }

        return Contains(said, "missing client token") ? NotMounted(plan) : Candidates(plan, claims);
    }

    /// <summary>The API server names what refused: a policy, or a webhook.</summary>
    private static bool IsOfAPolicy(Failure failure) => Says(failure, "ValidatingAdmissionPolicy", "admission webhook");

    private static string Candidates(LoginPlan plan, TokenClaims? claims)
    {
        List<string> left = [NotMounted(plan)];
        left.AddRange(plan.Method switch
        {
            LoginMethods.Kubernetes =>
            [
                $"role '{plan.Role}' is not bound to {Subject(plan, claims)}, or asks for another audience than "
                + $"{List(claims?.Audiences)}: {RoleCommand(plan)}",
                "Vault can't have the token reviewed: it does not reach the Kubernetes API (auth/" + plan.Mount
                + "/config), or its reviewer lacks system:auth-delegator",
                .. Unreviewed(plan, claims),
            ],
            LoginMethods.Jwt =>
            [
                $"role '{plan.Role}' is not bound to the token's subject, audience {List(claims?.Audiences)} or other claims",
                $"auth/{plan.Mount}/config does not trust the token's "
                + $"issuer{(claims is { Issuer.Length: > 0 } ? $" {claims.Issuer}" : "")}",
            ],
            _ => new[]
            {
                $"the role id or the secret id from {Origin(plan)} is not accepted",
                "the role is locked out for everybody for 15 minutes after five refused logins ('vault read sys/locked-users' shows it)",
            },
        });
        return $"{RuledOut(plan, claims)}Left are: {Wording.Numbered(left)}";
    }

    /// <summary>A Vault without a token of its own has the client's token reviewed with that very token.</summary>
    private static string[] Unreviewed(LoginPlan plan, TokenClaims? claims) =>
        plan.Source is CredentialSource.ServiceAccount { Account: var account, Audiences.Count: > 0 }
            ? [$"auth/{plan.Mount}/config has no token_reviewer_jwt, so that Vault reviews the token with itself: then its audiences "
                + $"{List(claims?.Audiences)} must include one of the API server's, "
                + $"and ServiceAccount {account} needs system:auth-delegator"]
            : [];

    private static string RuledOut(LoginPlan plan, TokenClaims? claims) => (plan.Source, claims) switch
    {
        (CredentialSource.ServiceAccount s, { ExpiresAt: not null }) =>
            $"Vault is up and unsealed, ServiceAccount {s.Account} exists and its token has not expired. ",
        (CredentialSource.ServiceAccount s, _) => $"Vault is up and unsealed, and ServiceAccount {s.Account} exists. ",
        _ => "Vault is up and unsealed. ",
    };

    private static string NotMounted(LoginPlan plan)
    {
        var type = plan.Method == LoginMethods.AppRole ? "approle" : plan.Method;
        if (plan.Mount.StartsWith(Prefix, StringComparison.Ordinal) && plan.Mount.Length > Prefix.Length)
        {
            return $"spec.mount is '{plan.Mount}', to which Coffer adds 'auth/' itself: write '{plan.Mount[Prefix.Length..]}'";
        }

        return $"no {type} auth is enabled at '{plan.Mount}'{Wording.InNamespace(plan.Namespace)}: correct spec.mount, or run "
            + $"'vault auth enable{Wording.Flag(plan.Namespace)} -path={plan.Mount} {type}'";
    }

    private static string RoleCommand(LoginPlan plan) =>
        plan.Source is CredentialSource.ServiceAccount s && plan.Method == LoginMethods.Kubernetes
            ? $"vault write{Wording.Flag(plan.Namespace)} auth/{plan.Mount}/role/{plan.Role} bound_service_account_names={s.Account.Name} "
                + $"bound_service_account_namespaces={s.Account.Namespace} policies=..."
            : $"vault write{Wording.Flag(plan.Namespace)} auth/{plan.Mount}/role/{plan.Role} role_type=jwt user_claim=sub "
                + "bound_audiences=... policies=...";

    private static string Subject(LoginPlan plan, TokenClaims? claims) => plan.Source is CredentialSource.ServiceAccount s
        ? $"ServiceAccount {s.Account}"
        : $"subject {claims?.Subject ?? "of the token"}";

    private static string Origin(LoginPlan plan) => plan.Source switch
    {
        CredentialSource.SecretKey s => $"Secret {s.Secret}",
        CredentialSource.File f => $"file {f.Path}",
        _ => "its source",
    };

    private static string Block(LoginPlan plan) => $"spec.{plan.Method}";

    private static string List(IReadOnlyList<string>? items) =>
        items is { Count: > 0 } ? $"[{string.Join(", ", items.Take(5))}]" : "[unknown]";

    private static bool Says(Failure failure, params ReadOnlySpan<string> texts) => Contains(failure.Message, texts);

    private static bool Contains(string said, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (said.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].TrimEnd('.');
}
