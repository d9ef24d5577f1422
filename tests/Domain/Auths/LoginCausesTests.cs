using System.Buffers.Text;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Methods;
using Coffer.Domain.Auths.Sessions;

namespace Coffer.Domain.Tests.Auths;

/// <summary>The words of servers are those recorded from OpenBao 2.6.2 and Vault 1.8.</summary>
public class LoginCausesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TokenClaims Claims = new(
        "https://kubernetes", "system:serviceaccount:app:operator-auth", ["https://kubernetes"], Now.AddMinutes(10));

    private static readonly LoginPlan Plan = new()
    {
        Key = AuthKey.Parse("vault/myvaultauth@app"),
        Connection = new ObjectKey("vault", "myvaultconnection"),
        Address = new Uri("https://vault.example:8200"),
        Method = LoginMethods.Kubernetes,
        Namespace = "",
        Mount = "vault-secret-operator",
        Role = "default",
        Headers = new Dictionary<string, string>(),
        Source = new CredentialSource.ServiceAccount(new ObjectKey("app", "operator-auth"), [], 600),
    };

    [Theory]
    [InlineData(FailureKind.Invalid, "400 invalid role name \"default\"",
        "vault write auth/vault-secret-operator/role/default bound_service_account_names=operator-auth")]
    [InlineData(FailureKind.Forbidden, "403 permission denied", "vault auth enable -path=vault-secret-operator kubernetes")]
    [InlineData(FailureKind.Forbidden, "403 permission denied", "ServiceAccount app/operator-auth exists")]
    [InlineData(FailureKind.Forbidden, "403 permission denied", "system:auth-delegator")]
    [InlineData(FailureKind.Invalid, "400 missing client token", "vault auth enable -path=vault-secret-operator kubernetes")]
    [InlineData(FailureKind.Forbidden, "403 invalid audience (aud) claim: audience claim does not match any expected audience",
        "the token's audiences are [https://kubernetes]")]
    [InlineData(FailureKind.ServerError, "500 claim \"aud\" is invalid", "audiences")]
    [InlineData(FailureKind.Forbidden, "403 service account name not authorized", "is not bound to ServiceAccount app/operator-auth")]
    [InlineData(FailureKind.ServerError, "500 namespace not authorized", "is not bound to ServiceAccount app/operator-auth")]
    [InlineData(FailureKind.Sealed, "503 Vault is sealed", "unseal")]
    [InlineData(FailureKind.Tls, "the remote certificate is invalid", "spec.caCertSecretRef of VaultConnection vault/myvaultconnection")]
    [InlineData(FailureKind.Unreachable, "connection refused", "Check that Vault runs at https://vault.example:8200")]
    [InlineData(FailureKind.CircuitOpen, "not sent: calls are paused after failures: Vault is sealed", "'vault operator unseal'")]
    [InlineData(FailureKind.CircuitOpen, "not sent: calls are paused after failures: it could not be reached",
        "Check that Vault at https://vault.example:8200/ runs")]
    [InlineData(FailureKind.CircuitOpen, "not sent: it could not be reached",
        "or correct spec.address of VaultConnection vault/myvaultconnection")]
    [InlineData(FailureKind.Timeout, "no whole answer", "does not answer in time")]
    [InlineData(FailureKind.NamespaceIgnored, "took no notice", "remove spec.namespace")]
    [InlineData(FailureKind.NotFound, "404 namespace not found", "vault namespace create")]
    public void A_refused_login_names_the_object_the_answer_and_the_remedy(FailureKind kind, string said, string remedy)
    {
        var told = LoginCauses.OfLogin(Plan, new Failure(kind, $"PUT auth/vault-secret-operator/login: {said}"), Claims, Now);
        Assert.Equal(kind, told.Kind);
        Assert.Contains("VaultAuth vault/myvaultauth", told.Message, StringComparison.Ordinal);
        Assert.Contains("namespace app", told.Message, StringComparison.Ordinal);
        Assert.Contains(said, told.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, told.Message, StringComparison.OrdinalIgnoreCase);
        Assert.True(told.Message.Length <= 1024);
    }

    [Fact]
    public void A_missing_account_is_told_with_the_command_that_makes_it()
    {
        var told = LoginCauses.OfCredential(Plan, new Failure(FailureKind.NotFound, "serviceaccounts \"operator-auth\" not found"));
        Assert.Contains("kubectl create serviceaccount operator-auth -n app", told.Message, StringComparison.Ordinal);
        Assert.Contains("serviceaccounts \"operator-auth\" not found", told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureKind.Invalid, "ValidatingAdmissionPolicy 'coffer-tokens' with binding 'coffer-tokens' denied request: the operator "
        + "may have no tokens with audience api")]
    [InlineData(FailureKind.Forbidden, "serviceaccounts \"operator-auth\" is forbidden: ValidatingAdmissionPolicy 'coffer-tokens' with "
        + "binding 'coffer-tokens' denied request: no")]
    [InlineData(FailureKind.Forbidden, "admission webhook \"w.example\" denied the request: no")]
    public void A_token_that_a_policy_refuses_is_no_missing_right(FailureKind kind, string said)
    {
        var told = LoginCauses.OfCredential(Plan, new Failure(kind, said)).Message;
        Assert.Contains(said, told, StringComparison.Ordinal);
        Assert.Contains("admission policy", told, StringComparison.Ordinal);
        Assert.DoesNotContain("grant it", told, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_namespace_that_is_being_deleted_no_right_is_missing()
    {
        var refused =
            new Failure(FailureKind.Forbidden, "unable to create new content because it is being terminated") { NamespaceEnds = true };
        var told = LoginCauses.OfCredential(Plan, refused).Message;
        Assert.Contains("is being deleted", told, StringComparison.Ordinal);
        Assert.DoesNotContain("grant it", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_of_its_own_audience_may_be_what_Vault_can_not_review_with()
    {
        var own = Plan with { Source = new CredentialSource.ServiceAccount(new ObjectKey("app", "operator-auth"), ["vault"], 600) };
        var refused = new Failure(FailureKind.Forbidden, "403 permission denied");
        Assert.Contains("no token_reviewer_jwt", LoginCauses.OfLogin(own, refused, Claims with { Audiences = ["vault"] }, Now).Message,
            StringComparison.Ordinal);
        Assert.Contains("audiences [vault] must include one of the API server's",
            LoginCauses.OfLogin(own, refused, Claims with { Audiences = ["vault"] }, Now).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("token_reviewer_jwt", LoginCauses.OfLogin(Plan, refused, Claims, Now).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureKind.Forbidden, "403 permission denied")]
    [InlineData(FailureKind.Invalid, "400 missing client token")]
    [InlineData(FailureKind.NotFound, "404 no handler for route")]
    public void A_mount_that_repeats_auth_is_named_and_no_such_mount_is_to_be_made(FailureKind kind, string said)
    {
        var told = LoginCauses.OfLogin(Plan with { Mount = "auth/kubernetes" }, new Failure(kind, said), Claims, Now).Message;
        Assert.Contains("spec.mount is 'auth/kubernetes', to which Coffer adds 'auth/' itself: write 'kubernetes'", told,
            StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("vault auth enable", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureKind.Forbidden)]
    [InlineData(FailureKind.NotFound)]
    public void An_address_that_repeats_v1_is_named_at_the_login_too(FailureKind kind) => Assert.Contains(
        "ends in /v1, which Coffer adds itself: write 'https://vault.example:8200'",
        LoginCauses.OfLogin(
            Plan with { Address = new Uri("https://vault.example:8200/v1/") }, new Failure(kind, "unsupported path"), Claims, Now).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_expired_token_is_told_as_that() => Assert.Contains(
        "had expired", LoginCauses.OfLogin(Plan, new Failure(FailureKind.Forbidden, "403 permission denied"),
            Claims with { ExpiresAt = Now.AddSeconds(-1) }, Now).Message, StringComparison.Ordinal);

    /// <summary>Each try logs in with a new token, and a message that changes is written into the status and as an Event again.</summary>
    [Theory]
    [InlineData(600, 1200)]
    [InlineData(-60, -30)]
    public void The_next_token_changes_nothing_in_the_message(int secondsLeft, int secondsLeftThen)
    {
        string Told(int seconds) =>
            LoginCauses.OfLogin(Plan, new Failure(FailureKind.Forbidden, "403 permission denied"),
                Claims with { ExpiresAt = Now.AddSeconds(seconds) }, Now).Message;

        Assert.Equal(Told(secondsLeft), Told(secondsLeftThen));
    }

    [Fact]
    public void An_app_role_id_is_not_shown()
    {
        var plan = Plan with
        {
            Method = LoginMethods.AppRole,
            Role = "canary-role-id",
            Source = new CredentialSource.SecretKey(new ObjectKey("app", "approle"), "id"),
        };
        var told = LoginCauses.OfLogin(plan, new Failure(FailureKind.Invalid, "400 invalid role or secret ID"), null, Now);
        Assert.DoesNotContain("canary", told.Message, StringComparison.Ordinal);
        Assert.Contains("Secret app/approle", told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kv-v2", "kvv2/data/demo/config", "deny", "Mount 'kvv2' exists (kv-v2)")]
    [InlineData("", "kvv2/data/demo/config", "deny", "there is no mount 'kvv2'")]
    [InlineData("kv-v1", "kvv2/data/demo/config", "deny", "set spec.type to kv-v1")]
    [InlineData("kv-v2", "kvv2/demo/config", "deny", "set spec.type to kv-v2")]
    [InlineData("kv-v2", "kvv2/data/demo/config", "read", "it is tried again")]
    public void A_denied_path_tells_the_causes_that_are_left(string mountType, string path, string capability, string expected)
    {
        var denial = new Denial(1, Now.AddSeconds(10), new Findings(mountType, [capability]));
        var told = RefusalCauses.Of(Plan.Key, "", new RefusedPath("", "kvv2", path), denial, ["default"], Now);
        Assert.Equal(FailureKind.Forbidden, told.Kind);
        Assert.Equal(TimeSpan.FromSeconds(10), told.RetryAfter);
        Assert.Contains(expected, told.Message, StringComparison.Ordinal);
        Assert.Contains(path, told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_claims_of_a_token_are_read_and_nothing_else()
    {
        const string Payload =
            "eyJhdWQiOlsidmF1bHQiXSwiZXhwIjoxNzk1NDM1MjAwLCJpc3MiOiJodHRwczovL2siLCJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQ6YTpiIn0";
        var claims = TokenClaims.Read($"eyJhbGciOiJSUzI1NiJ9.{Payload}.c2lnbmF0dXJl")!;
        Assert.Equal(["vault"], claims.Audiences);
        Assert.Equal("system:serviceaccount:a:b", claims.Subject);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795435200), claims.ExpiresAt);
        Assert.DoesNotContain("c2lnbmF0dXJl", claims.ToString(), StringComparison.Ordinal);
        Assert.Null(TokenClaims.Read("not a token"));
        Assert.Null(TokenClaims.Read("a.%%%.c"));
        Assert.Null(TokenClaims.Read("a.AAAA.c"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_long_claim_is_cut_between_characters(int pad)
    {
        var subject = new string('x', pad) + string.Concat(Enumerable.Repeat("😀", 100));
        var payload = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { sub = subject, aud = new[] { subject } }));
        var claims = TokenClaims.Read($"e30.{payload}.c2ln")!;

        Assert.EndsWith("😀...", claims.Subject, StringComparison.Ordinal);
        Assert.EndsWith("😀...", Assert.Single(claims.Audiences), StringComparison.Ordinal);
    }
}
