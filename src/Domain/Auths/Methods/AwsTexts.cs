using System.Globalization;
using System.Text.RegularExpressions;
using Coffer.Contracts;

namespace Coffer.Domain.Auths.Methods;

/// <summary>What to do about logins with an identity of Amazon that fail. Words of STS and of Vault choose among the texts.</summary>
internal static class AwsTexts
{
    private const string ByStatement = "(trust policy: sts:AssumeRoleWithWebIdentity for the cluster's OIDC provider";

    /// <summary>Both moments of STS's own words: that of the signature, and STS's.</summary>
    private static readonly Regex Skew = new(
        @"Signature (?:expired|not yet current): (\d{8}T\d{6}Z) is (?:now earlier|still later) than \d{8}T\d{6}Z \((\d{8}T\d{6}Z) [-+]",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex Principal = new(
        @"IAM Principal ""?(arn:[^"" ]+)""? does not belong to the role", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>What to do when there is nothing to log in with.</summary>
    public static string? Remedy(AuthKey key, CredentialSource.Aws source, Failure failure) => source switch
    {
        { Secret: { } secret } => OfSecret(secret, failure.Kind),
        _ when OfSts(key, source, failure) is { } told => told,
        { Account: { } account } => OfAccount(account, failure),
        _ => OfOperator(failure.Kind),
    };

    /// <summary>What to do about a refusal of Vault; null when its words don't tell.</summary>
    public static string? Refused(LoginPlan plan, string said)
    {
        if (Wording.Says(said, "from STS", "making upstream request", "STS endpoint for region", "STS response"))
        {
            return OfUpstream(plan, said);
        }

        if (Wording.Says(said, "entry for role"))
        {
            return $"role '{plan.Role}' does not exist at auth/{plan.Mount}. Create it: {RoleCommand(plan, "ARN")}";
        }

        if (Principal.Match(said) is { Success: true } match)
        {
            return $"role '{plan.Role}' is not bound to that identity: {RoleCommand(plan, Canonical(match.Groups[1].Value))}";
        }

        if (Wording.Says(said, "IAM-Server-ID header", "vault header wasn't signed"))
        {
            return $"set {plan.Method.Block}.headerValue of VaultAuth {plan.Key.Auth} to iam_server_id_header_value of "
                + $"auth/{plan.Mount}/config/client ('vault read{Wording.Flag(plan.Namespace)} auth/{plan.Mount}/config/client')";
        }

        return Wording.Says(said, "auth method iam not allowed")
            ? $"role '{plan.Role}' is of type ec2, and its type can't be changed: make another with auth_type=iam"
            : null;
    }

    /// <summary>Vault sends the signed request on: what STS says of it is what counts.</summary>
    private static string? OfUpstream(LoginPlan plan, string said)
    {
        var config = $"auth/{plan.Mount}/config/client";
        if (Skew.Match(said) is { Success: true } skew)
        {
            return $"the clock of this pod is {Apart(skew.Groups[1].Value, skew.Groups[2].Value)} that of STS: correct the clock of its "
                + "node";
        }

        if (Wording.Says(said, "scoped to a valid region", "STS endpoint for region", "scoped to correct service"))
        {
            return $"{plan.Method.Block}.region of VaultAuth {plan.Key.Auth} and the region of sts_endpoint in {config} differ: set both "
                + "to the same, or use_sts_region_from_client=true there";
        }

        if (Wording.Says(said, "InvalidClientTokenId", "UnrecognizedClient"))
        {
            return $"STS does not know {Keys(plan)}: the access key was deleted, is inactive, or lacks its session token";
        }

        return Wording.Says(said, "ExpiredToken") ? $"{Keys(plan)} have expired: put fresh ones in place"
            : Wording.Says(said, "SignatureDoesNotMatch")
                ? $"the secret access key does not belong to the access key id of {Keys(plan)}: correct it"
            : Wording.Says(said, "making request") ? $"Vault can't reach STS: check sts_endpoint in {config}, and Vault's own way out"
            : null;
    }

    private static string OfSecret(ObjectKey secret, FailureKind kind) => kind switch
    {
        FailureKind.NotFound => $"create Secret {secret} with the keys {AwsSecret.Id} and {AwsSecret.Secret}; it is looked up in the "
            + "namespace of the resource that uses the VaultAuth",
        FailureKind.Forbidden or FailureKind.Unauthorized => $"Coffer may not read Secret {secret}: grant it 'get' on it",
        FailureKind.Misconfigured => $"put the access key under {AwsSecret.Id} and {AwsSecret.Secret} of Secret {secret}, and the token of "
            + "temporary keys under session_token",
        _ => "the Kubernetes API could not be asked; it is tried again",
    };

    private static string? OfSts(AuthKey key, CredentialSource.Aws source, Failure failure)
    {
        if (!failure.Message.StartsWith("STS ", StringComparison.Ordinal))
        {
            return null;
        }

        var subject = source.Account is { } account ? $"system:serviceaccount:{account.Namespace}:{account.Name}" : "the operator's token";
        if (Wording.Says(failure.Message, "InvalidIdentityToken", "IDPRejectedClaim", "IDPCommunicationError"))
        {
            return "AWS does not take the token: make an IAM OIDC provider for the issuer of the cluster (kubectl get --raw "
                + "/.well-known/openid-configuration), with the token's audience among its client ids";
        }

        if (failure.Kind == FailureKind.Forbidden)
        {
            return $"the role does not trust {subject} {ByStatement}, with its :sub and :aud), or is not there";
        }

        return failure.Kind switch
        {
            FailureKind.Misconfigured => $"correct spec.aws.stsEndpoint of VaultAuth {key.Auth}",
            FailureKind.Invalid when Wording.Says(failure.Message, "ExpiredToken") => "compare the clock of the API server with STS's",
            FailureKind.Invalid => "correct what STS names: the role's ARN, the name of the session, the region",
            FailureKind.Throttled => "STS has too many requests; it is tried again",
            _ => $"STS gave no answer that can be used: check spec.aws.region and stsEndpoint of VaultAuth {key.Auth}, egress policies and "
                + "the proxy; it is tried again",
        };
    }

    private static string OfAccount(ObjectKey account, Failure failure) => failure.Kind switch
    {
        FailureKind.NotFound =>
            $"create ServiceAccount {account}; it is looked up in the namespace of the resource that uses the VaultAuth",
        FailureKind.Misconfigured => $"kubectl annotate serviceaccount {account.Name} -n {account.Namespace} {AwsRole.ArnAnnotation}=ARN "
            + "(and .../audience, .../token-expiration where they are needed)",
        FailureKind.Forbidden when failure.NamespaceEnds => $"namespace {account.Namespace} is being deleted: there is nothing to do",
        FailureKind.Forbidden or FailureKind.Invalid when Wording.Says(failure.Message, "ValidatingAdmissionPolicy", "admission webhook") =>
            $"an admission policy of the cluster, not a missing right, keeps Coffer from a token of ServiceAccount {account}: have it "
            + "allow the account or the audience",
        FailureKind.Forbidden or FailureKind.Unauthorized =>
            $"grant Coffer 'get' on serviceaccounts and 'create' on serviceaccounts/token named {account.Name} in namespace "
            + $"{account.Namespace}",
        FailureKind.Invalid => $"the API server refuses a token of ServiceAccount {account}: check its annotations",
        _ => "the Kubernetes API could not be asked; it is tried again",
    };

    private static string OfOperator(FailureKind kind) => kind is FailureKind.Unavailable or FailureKind.Throttled
        ? "it is tried again"
        : "give the operator's ServiceAccount a role (EKS Pod Identity, or its annotation eks.amazonaws.com/role-arn), or its node one "
            + "that pods reach (IMDSv2 with a hop limit of 2); or set spec.aws.secretRef or irsaServiceAccount";

    /// <summary>In whole minutes: a text that changes with each try is written again.</summary>
    private static string Apart(string signed, string judged) =>
        Time(signed) is { } own && Time(judged) is { } other
            ? string.Create(CultureInfo.InvariantCulture, $"{(own - other).Duration().TotalMinutes:0} minutes ")
                + (own < other ? "behind" : "ahead of")
            : "not";

    private static DateTime? Time(string stamp) => DateTime.TryParseExact(
        stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static string Keys(LoginPlan plan) => plan.Source switch
    {
        CredentialSource.Aws { Secret: { } secret } => $"the keys in Secret {secret}",
        CredentialSource.Aws { Account: { } account } => $"the keys of ServiceAccount {account}'s role",
        _ => "the operator's keys",
    };

    private static string RoleCommand(LoginPlan plan, string arn) =>
        $"vault write{Wording.Flag(plan.Namespace)} auth/{plan.Mount}/role/{plan.Role} auth_type=iam bound_iam_principal_arn={arn} "
        + "policies=...";

    /// <summary>What a Vault role is bound to: the role itself, not its session.</summary>
    private static string Canonical(string arn) => arn.Split(':') is [var a, var partition, "sts", _, var id, var resource]
        && resource.Split('/') is ["assumed-role", var role, _]
        ? $"{a}:{partition}:iam::{id}:role/{role}"
        : arn;
}
