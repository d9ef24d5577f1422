using Coffer.Contracts;
using Coffer.Domain.Connections;

namespace Coffer.Domain.Auths;

/// <summary>
/// What to tell people about a login that failed: the object, what was answered, and the causes that are left with their remedies.
/// Decisions are made on the <see cref="FailureKind"/> alone; Vault's words only choose among texts. What servers say for which fault
/// differs (OpenBao: one bare 403 for five faults).
/// </summary>
public static class LoginCauses
{
    private const string Prefix = "auth/";
    private const string NotAsked = "the Kubernetes API could not be asked; it is tried again";

    /// <summary>The failure to tell when the credential could not be had.</summary>
    public static Failure OfCredential(LoginPlan plan, Failure failure)
    {
        var remedy = failure.Remedy ?? plan.Method.CredentialRemedy(plan, failure) ?? plan.Source switch
        {
            CredentialSource.ServiceAccount { Account: var account } => OfAccount(account, failure),
            CredentialSource.Gcp { Account: var account } => OfAccount(account, failure),
            CredentialSource.SecretKey { Secret: var secret, Key: var key } => OfSecret(secret, key, failure.Kind),
            _ => NotAsked,
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
            FailureKind.ServerError when Wording.Says(failure.Message, "not authorized", "claim", "jwt", "jws", "token") =>
                Refused(plan, failure.Message, claims, now),
            FailureKind.ServerError when plan.Method.Refused(plan, failure.Message, claims) is { } told => told,
            FailureKind.NotFound => Wording.Says(failure.Message, "namespace not found")
                ? $"Vault has no namespace '{plan.Namespace}': create it ('vault namespace create {plan.Namespace}'), or correct "
                    + $"spec.namespace of VaultAuth {plan.Key.Auth}"
                : NotMounted(plan),
            FailureKind.NamespaceIgnored =>
                $"this server takes no notice of Vault namespaces (a Vault without Enterprise?): remove spec.namespace '{plan.Namespace}' "
                    + $"from VaultAuth {plan.Key.Auth}, or point VaultConnection {plan.Connection} at a server with namespaces",
            var kind => ConnectionText.Remedy(plan.Connection, plan.Address.ToString(), kind),
        };
        return Tell(plan, failure, plan.Method.Attempt(plan), remedy);
    }

    private static string OfAccount(ObjectKey account, Failure failure) => failure.Kind switch
    {
        FailureKind.Forbidden when failure.NamespaceEnds =>
            $"namespace {account.Namespace} is being deleted, and its ServiceAccounts get no tokens any more: "
            + "no right is missing, and there "
            + "is nothing to do",
        FailureKind.NotFound =>
            $"ServiceAccount {account} does not exist; it is looked up in the namespace of the resource that uses the VaultAuth. "
            + $"Create it: kubectl create serviceaccount {account.Name} -n {account.Namespace}",
        FailureKind.Forbidden or FailureKind.Invalid when IsOfAPolicy(failure) =>
            $"an admission policy of the cluster, not a missing right, keeps Coffer from a token of ServiceAccount {account}: correct the "
            + "VaultAuth as the policy says, or have the policy allow it",
        FailureKind.Forbidden or FailureKind.Unauthorized =>
            $"Coffer may not request tokens of ServiceAccount {account}: grant it 'create' on serviceaccounts/token named "
            + $"{account.Name} in namespace {account.Namespace}",
        FailureKind.Invalid =>
            $"the API server refuses a token of ServiceAccount {account}: check audiences and "
            + "tokenExpirationSeconds, and admission policies",
        _ => NotAsked,
    };

    private static string OfSecret(ObjectKey secret, string key, FailureKind kind) => kind switch
    {
        FailureKind.NotFound =>
            $"the credential is read from key {key} of Secret {secret}, in the namespace of the resource that uses the VaultAuth. Create "
            + "that Secret",
        FailureKind.Forbidden or FailureKind.Unauthorized => $"Coffer may not read Secret {secret}: grant it 'get' on it",
        FailureKind.Misconfigured => $"put the credential under key {key} of Secret {secret}",
        _ => NotAsked,
    };

    private static Failure Tell(LoginPlan plan, Failure failure, string what, string remedy) => failure with
    {
        Message = ShortText.Message($"VaultAuth {plan.Key.Auth}, used from namespace {plan.Key.Consumer}: {what}: "
            + $"{Wording.Bare(SteadyText.Of(failure.Message))}. {Capital(remedy)}."),
    };

    private static string Refused(LoginPlan plan, string said, TokenClaims? claims, DateTimeOffset now)
    {
        // Without the instant: each try sends another token, and a message that changes is written again.
        if (claims?.ExpiresAt <= now)
        {
            return "the token that was sent had expired: put a fresh one in place, or check the clocks of the API server and this pod";
        }

        if (plan.Method.Refused(plan, said, claims) is { } told)
        {
            return told;
        }

        if (Wording.Says(said, "could not load configuration"))
        {
            return $"auth/{plan.Mount} is not configured: write auth/{plan.Mount}/config";
        }

        return Wording.Says(said, "missing client token") && !plan.Method.IsAdopted ? NotMounted(plan) : Candidates(plan, claims);
    }

    /// <summary>The API server names what refused: a policy, or a webhook.</summary>
    private static bool IsOfAPolicy(Failure failure) => Wording.Says(failure.Message, "ValidatingAdmissionPolicy", "admission webhook");

    private static string Candidates(LoginPlan plan, TokenClaims? claims) =>
        $"{RuledOut(plan, claims)}Left are: {Wording.Numbered([.. Mount(plan), .. plan.Method.Causes(plan, claims)])}";

    private static string RuledOut(LoginPlan plan, TokenClaims? claims) => (plan.Source, claims) switch
    {
        (CredentialSource.ServiceAccount s, { ExpiresAt: not null }) =>
            $"Vault is up and unsealed, ServiceAccount {s.Account} exists and its token has not expired. ",
        (CredentialSource.ServiceAccount s, _) => $"Vault is up and unsealed, and ServiceAccount {s.Account} exists. ",
        (CredentialSource.Gcp, { Email: { Length: > 0 } email }) => $"Vault is up and unsealed, and Google made an ID token of {email}. ",
        _ => "Vault is up and unsealed. ",
    };

    private static IEnumerable<string> Mount(LoginPlan plan) => plan.Method.IsAdopted ? [] : [NotMounted(plan)];

    private static string NotMounted(LoginPlan plan)
    {
        var type = plan.Method.MountType;
        if (plan.Mount.StartsWith(Prefix, StringComparison.Ordinal) && plan.Mount.Length > Prefix.Length)
        {
            return $"spec.mount is '{plan.Mount}', to which Coffer adds 'auth/' itself: write '{plan.Mount[Prefix.Length..]}'";
        }

        return $"no {type} auth is enabled at '{plan.Mount}'{Wording.InNamespace(plan.Namespace)}: correct spec.mount, or run "
            + $"'vault auth enable{Wording.Flag(plan.Namespace)} -path={plan.Mount} {type}'";
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].TrimEnd('.');
}
