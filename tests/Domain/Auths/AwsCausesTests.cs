using System.Globalization;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Methods;

namespace Coffer.Domain.Tests.Auths;

/// <summary>Vault's words are those of its source (builtin/credential/aws), STS's those of its documentation.</summary>
public class AwsCausesTests
{
    private const string Upstream = "400 error making upstream request: received error code 403 from STS: <ErrorResponse> <Error> "
        + "<Type>Sender</Type> <Code>";

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly AwsSettings Settings = new() { Namespace = "vault", SessionName = "s" };

    private static readonly LoginPlan Plan = new()
    {
        Key = AuthKey.Parse("vault/a@app"),
        Connection = new ObjectKey("vault", "c"),
        Address = new Uri("https://vault.example:8200"),
        Method = LoginMethods.Aws,
        Namespace = "",
        Mount = "aws",
        Role = "reader",
        Headers = new Dictionary<string, string>(),
        Source = new CredentialSource.Aws(Settings) { Secret = new ObjectKey("app", "keys") },
    };

    private static readonly LoginPlan ByAccount =
        Plan with { Source = new CredentialSource.Aws(Settings) { Account = new ObjectKey("app", "sa") } };

    private static readonly LoginPlan ByOperator = Plan with { Source = new CredentialSource.Aws(Settings) };

    [Theory]
    [InlineData("400 entry for role reader not found", "role 'reader' does not exist at auth/aws")]
    [InlineData("400 IAM Principal \"arn:aws:sts::1:assumed-role/app/coffer-vault-a\" does not belong to the role \"reader\"",
        "vault write auth/aws/role/reader auth_type=iam bound_iam_principal_arn=arn:aws:iam::1:role/app policies=")]
    [InlineData("400 IAM Principal \"arn:aws:iam::1:user/app\" does not belong to the role \"reader\"",
        "bound_iam_principal_arn=arn:aws:iam::1:user/app policies=")]
    [InlineData("400 error validating X-Vault-AWS-IAM-Server-ID header: expected \"vault\" but got \"other\"",
        "set spec.aws.headerValue of VaultAuth vault/a to iam_server_id_header_value of auth/aws/config/client")]
    [InlineData("400 error validating X-Vault-AWS-IAM-Server-ID header: missing header \"X-Vault-AWS-IAM-Server-ID\"",
        "set spec.aws.headerValue of VaultAuth vault/a")]
    [InlineData("400 auth method iam not allowed for role reader", "type ec2")]
    [InlineData(Upstream + "SignatureDoesNotMatch</Code> <Message>Signature expired: 20261123T120000Z is now earlier than "
        + "20261123T121500Z (20261123T122000Z - 5 min.)</Message>",
        "the clock of this pod is 20 minutes behind that of STS")]
    [InlineData(Upstream + "SignatureDoesNotMatch</Code> <Message>Signature not yet current: 20261123T130000Z is still later than "
        + "20261123T120500Z (20261123T120000Z + 5 min.)</Message>",
        "the clock of this pod is 60 minutes ahead of that of STS")]
    [InlineData(Upstream + "SignatureDoesNotMatch</Code> <Message>Credential should be scoped to a valid region, not 'eu-west-1'. "
        + "</Message>",
        "spec.aws.region of VaultAuth vault/a and the region of sts_endpoint in auth/aws/config/client differ")]
    [InlineData(Upstream + "SignatureDoesNotMatch</Code> <Message>The request signature we calculated does not match</Message>",
        "the secret access key does not belong to the access key id of the keys in Secret app/keys")]
    [InlineData(Upstream + "InvalidClientTokenId</Code> <Message>The security token included in the request is invalid.</Message>",
        "STS does not know the keys in Secret app/keys")]
    [InlineData(Upstream + "ExpiredToken</Code> <Message>The security token included in the request is expired</Message>",
        "the keys in Secret app/keys have expired")]
    [InlineData("400 error making upstream request: error making request: POST https://sts.amazonaws.com giving up after 4 attempt(s)",
        "Vault can't reach STS: check sts_endpoint in auth/aws/config/client")]
    [InlineData("400 unable to get regional STS endpoint for region: no-where-1", "spec.aws.region of VaultAuth vault/a")]
    [InlineData("403 permission denied", "token_bound_cidrs")]
    public void A_refused_login_names_the_object_the_answer_and_the_remedy(string said, string remedy)
    {
        var kind = said.StartsWith("403", StringComparison.Ordinal) ? FailureKind.Forbidden : FailureKind.Invalid;

        var told = LoginCauses.OfLogin(Plan, new Failure(kind, $"PUT auth/aws/login: {said}"), null, Now);

        Assert.Equal(kind, told.Kind);
        Assert.StartsWith("VaultAuth vault/a, used from namespace app: login at auth/aws with role 'reader' failed: ", told.Message,
            StringComparison.Ordinal);
        Assert.True(told.Message.Contains(remedy, StringComparison.OrdinalIgnoreCase), told.Message);
        Assert.True(told.Message.Length < 1024, told.Message);
    }

    /// <summary>Otherwise all secrets that wait for the login write their status with each try.</summary>
    [Theory]
    [InlineData("SignatureDoesNotMatch</Code> <Message>Signature expired: 20261123T12{0}00Z is now earlier than 20261123T12{1}00Z "
        + "(20261123T12{1}00Z - 5 min.)</Message> </Error> <RequestId>7c1b-{0}</RequestId> </ErrorResponse>")]
    [InlineData("InvalidClientTokenId</Code> <Message>The security token is invalid.</Message> </Error> <RequestId>7c1b-{0}</RequestId>")]
    [InlineData("InvalidClientTokenId</Code> <Message>The security token is invalid.</Message> </Error> <RequestId>7c1b-{0}")]
    public void A_second_try_that_fails_alike_is_told_in_the_same_words(string said)
    {
        string Told(string signed, string judged) => LoginCauses.OfLogin(
            Plan, new Failure(FailureKind.Invalid, Upstream + string.Format(CultureInfo.InvariantCulture, said, signed, judged)), null, Now)
            .Message;

        Assert.Equal(Told("10", "30"), Told("11", "31"));
    }

    [Fact]
    public void A_token_that_STS_finds_to_have_ended_is_told_in_the_same_words()
    {
        string Told(int seconds) => LoginCauses.OfCredential(ByAccount, new Failure(
            FailureKind.Invalid,
            $"STS https://sts: 400 ExpiredTokenException: Token expired: current date/time 17{seconds} must be before the expiration "
            + $"date/time 16{seconds}")).Message;

        Assert.Equal(Told(11111111), Told(22222222));
    }

    [Theory]
    [InlineData(FailureKind.NotFound, "secrets \"keys\" not found", "create Secret app/keys with the keys access_key_id and")]
    [InlineData(FailureKind.Misconfigured, "Secret app/keys has no key secret_access_key, or it is empty", "put the access key under")]
    [InlineData(FailureKind.Forbidden, "secrets \"keys\" is forbidden", "grant it 'get'")]
    [InlineData(FailureKind.Unreachable, "connection refused", "it is tried again")]
    public void What_a_Secret_lacks_is_told(FailureKind kind, string said, string remedy) => Told(Plan, kind, said, remedy);

    [Theory]
    [InlineData(FailureKind.NotFound, "serviceaccounts \"sa\" not found", "create ServiceAccount app/sa")]
    [InlineData(FailureKind.Misconfigured, "ServiceAccount app/sa has no annotation eks.amazonaws.com/role-arn",
        "kubectl annotate serviceaccount sa -n app eks.amazonaws.com/role-arn=ARN")]
    [InlineData(FailureKind.Forbidden, "serviceaccounts \"sa\" is forbidden", "grant Coffer 'get' on serviceaccounts")]
    [InlineData(FailureKind.Invalid, "ValidatingAdmissionPolicy 'coffer-tokens' denied request", "admission policy")]
    [InlineData(FailureKind.Invalid, "STS (POST https://sts.amazonaws.com/): 400 InvalidIdentityToken: No OpenIDConnect provider found",
        "make an IAM OIDC provider")]
    [InlineData(FailureKind.Forbidden, "STS (POST https://sts.amazonaws.com/): 403 AccessDenied: Not authorized to perform",
        "the role does not trust system:serviceaccount:app:sa (trust policy: sts:AssumeRoleWithWebIdentity")]
    [InlineData(FailureKind.Invalid, "STS (POST https://sts.amazonaws.com/): 400 ExpiredTokenException: Token expired: current date/time",
        "compare the clock of the API server with STS's")]
    [InlineData(FailureKind.Unreachable, "STS (POST https://sts.no-where-1.amazonaws.com/): the name can't be resolved",
        "check spec.aws.region and stsEndpoint of VaultAuth vault/a")]
    [InlineData(FailureKind.Misconfigured, "STS (POST http://10.0.0.1/): would be called without TLS", "correct spec.aws.stsEndpoint")]
    [InlineData(FailureKind.Throttled, "STS (POST https://sts.amazonaws.com/): 400 Throttling: Rate exceeded", "it is tried again")]
    public void What_keeps_an_account_from_its_role_is_told(FailureKind kind, string said, string remedy) =>
        Told(ByAccount, kind, said, remedy);

    [Theory]
    [InlineData(FailureKind.NotFound, "the operator has no AWS credentials: neither variables nor", "EKS Pod Identity")]
    [InlineData(FailureKind.Timeout, "the operator has no AWS credentials: neither variables nor", "hop limit of 2")]
    [InlineData(FailureKind.Forbidden, "STS (POST https://sts.amazonaws.com/): 403 AccessDenied: Not authorized",
        "the role does not trust the operator's token")]
    public void What_the_operator_lacks_is_told(FailureKind kind, string said, string remedy) => Told(ByOperator, kind, said, remedy);

    [Fact]
    public void The_body_is_what_was_signed_and_the_role()
    {
        var given = new Dictionary<string, string> { ["role"] = "other", ["iam_request_body"] = "other", ["x"] = "y" };
        var plan = Plan with { Params = given };

        Assert.Equal(new Dictionary<string, string> { ["role"] = "reader", ["iam_request_body"] = "signed", ["x"] = "y" },
            plan.Body(new Credential.Fields(new Dictionary<string, string> { ["iam_request_body"] = "signed" })));
    }

    private static void Told(LoginPlan plan, FailureKind kind, string said, string remedy)
    {
        var told = LoginCauses.OfCredential(plan, new Failure(kind, said));

        Assert.Equal(kind, told.Kind);
        Assert.StartsWith("VaultAuth vault/a, used from namespace app: no credential to log in with: ", told.Message,
            StringComparison.Ordinal);
        Assert.Contains(said, told.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, told.Message, StringComparison.OrdinalIgnoreCase);
        Assert.True(told.Message.Length < 1024, told.Message);
    }
}
