using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Methods;

namespace Coffer.Domain.Tests.Auths;

/// <summary>
/// The words of Vault are those of HashiCorp's plug-in vault-plugin-auth-gcp, those of Google are documented or reported by users.
/// </summary>
public sealed class GcpLoginTests
{
    private const string Email = "vault-reader@acme-prod.iam.gserviceaccount.com";

    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly AuthKey Key = AuthKey.Parse("vault/gcp@app");
    private static readonly ObjectKey Account = new("app", "reader");
    private static readonly GkeCluster Cluster = new("acme-prod", "europe-west3", "shop");

    private static readonly VaultAuthSpec Spec = new()
    {
        VaultConnectionRef = "c",
        Method = "gcp",
        Mount = "gcp",
        Gcp = new VaultAuthGcp
        {
            Role = "app",
            WorkloadIdentityServiceAccount = "reader",
            ProjectId = "acme-prod",
            Region = "europe-west3",
            ClusterName = "shop",
        },
    };

    private static readonly TokenClaims Claims = new(
        "https://accounts.google.com", "108642097531864209753", ["https://vault/app"], Now.AddHours(1))
    { Email = Email };

    private static LoginPlan Plan => VaultAuthRules.Plan(Key, Spec, new ObjectKey("vault", "c"), new Uri("https://vault:8200"));

    public static TheoryData<VaultAuthGcp?, string[]> Bad => new()
    {
        { null, ["spec.gcp.role: is missing", "spec.gcp.workloadIdentityServiceAccount: is missing"] },
        { new VaultAuthGcp(), ["spec.gcp.role: is missing", "spec.gcp.workloadIdentityServiceAccount: is missing"] },
        {
            new VaultAuthGcp
            {
                Role = "app",
                WorkloadIdentityServiceAccount = "A/b",
                ProjectId = "a/b",
                Region = "x y",
                ClusterName = new string('c', 101),
            },
            [
                "spec.gcp.workloadIdentityServiceAccount: 'A/b' is no name of an object",
                "spec.gcp.projectID: 'a/b' is not the id of a project",
                "spec.gcp.region: 'x y' is not the location of a cluster",
                "spec.gcp.clusterName: 'ccc",
            ]
        },
    };

    [Fact]
    public void A_plan_names_the_account_the_cluster_and_the_audience()
    {
        Assert.Empty(VaultAuthRules.Check(new ObjectKey("vault", "gcp"), Spec, "coffer", crossNamespace: true).Flaws);
        Assert.Equal(new CredentialSource.Gcp(Account, Cluster, "https://vault/app"), Plan.Source);
        Assert.Equal(
            new Dictionary<string, string> { ["role"] = "app", ["jwt"] = "t" },
            (Plan with { Params = new Dictionary<string, string> { ["jwt"] = "other" } }).Body(new Credential.Text("t")));
    }

    [Fact]
    public void What_a_manifest_leaves_out_is_left_open()
    {
        var spec = Spec with { Gcp = new VaultAuthGcp { Role = "app", WorkloadIdentityServiceAccount = "reader" } };

        Assert.Equal(
            new CredentialSource.Gcp(Account, new GkeCluster("", "", ""), "https://vault/app"),
            VaultAuthRules.Plan(Key, spec, Account, new Uri("https://vault")).Source);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void All_that_is_wrong_with_the_block_is_told_at_once(VaultAuthGcp? block, string[] flaws)
    {
        var told = VaultAuthRules.Check(new ObjectKey("vault", "gcp"), Spec with { Gcp = block }, "coffer", crossNamespace: true).Flaws;

        Assert.Equal(flaws.Length, told.Count);
        Assert.All(flaws.Zip(told), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void A_global_fills_in_what_is_left_out()
    {
        var global = new VaultAuthGlobalSpec
        {
            Gcp = new VaultAuthGlobalGcp
            {
                Role = "their",
                WorkloadIdentityServiceAccount = "theirs",
                ProjectId = "p",
                Region = "r",
                ClusterName = "c",
            },
        };
        var own = Spec with { Gcp = new VaultAuthGcp { Role = "app", Region = "" } };

        Assert.Equal(
            new VaultAuthGcp { Role = "app", WorkloadIdentityServiceAccount = "theirs", ProjectId = "p", Region = "r", ClusterName = "c" },
            LoginMethods.Gcp.Merge(own, global).Gcp);
        Assert.Equal(own, LoginMethods.Gcp.Merge(own, new VaultAuthGlobalSpec()));
        Assert.Equal("their", LoginMethods.Gcp.Merge(Spec with { Gcp = null }, global).Gcp!.Role);
    }

    [Theory]
    [InlineData(FailureKind.Invalid, "400 role \"app\" not found",
        $"role 'app' does not exist at auth/gcp. Create it: vault write auth/gcp/role/app type=iam "
        + $"bound_service_accounts={Email} max_jwt_exp=3600")]
    [InlineData(FailureKind.Invalid, $"400 service account {Email} (id: 108642097531864209753) is not authorized for role",
        $"role 'app' is not bound to Google service account {Email}: vault write auth/gcp/role/app")]
    [InlineData(FailureKind.Invalid, $"400 service account \"{Email}\" not in bound projects [other]",
        "to bound_projects of role 'app', or correct the annotation iam.gke.io/gcp-service-account of ServiceAccount app/reader")]
    [InlineData(FailureKind.Invalid, "400 role requires that service account JWTs expire within 900 seconds",
        "vault write auth/gcp/role/app max_jwt_exp=3600")]
    [InlineData(FailureKind.Invalid, "400 JWT must expire in 60 minutes, expires in 1h12m0s", "clock of Vault is behind")]
    [InlineData(FailureKind.Invalid, "400 JWT is expired or does not have proper 'exp' claim", "clock of Vault is ahead")]
    [InlineData(FailureKind.Invalid, "400 at least one of the JWT claim 'aud' must end in \"vault/app\"",
        "the ID token's audiences are [https://vault/app]: correct spec.gcp.role of VaultAuth vault/gcp")]
    [InlineData(FailureKind.Invalid, "400 unable to get public key for signed JWT: unable to get public key \"k\" for JWT subject \"s\": x",
        "custom_endpoint of auth/gcp/config")]
    [InlineData(FailureKind.ServerError, "500 could not find service account 'projects/-/serviceAccounts/108642097531864209753': x",
        "give the credentials of auth/gcp/config the right iam.serviceAccounts.get")]
    [InlineData(FailureKind.Invalid, "400 expected JWT to have claims with GCE metadata", "type=iam")]
    [InlineData(FailureKind.Invalid, "422 unknown fields: [\"policy\"]", "take them out of spec.params")]
    [InlineData(FailureKind.Forbidden, "403 permission denied", "no gcp auth is enabled at 'gcp'")]
    [InlineData(FailureKind.Forbidden, "403 permission denied", $"Google made an ID token of {Email}")]
    [InlineData(FailureKind.Forbidden, "403 permission denied", "token_bound_cidrs")]
    public void A_refused_login_names_the_object_the_answer_and_the_remedy(FailureKind kind, string said, string remedy)
    {
        var told = LoginCauses.OfLogin(Plan, new Failure(kind, $"PUT auth/gcp/login: {said}"), Claims, Now);

        Assert.Equal(kind, told.Kind);
        Assert.Contains("VaultAuth vault/gcp, used from namespace app", told.Message, StringComparison.Ordinal);
        Assert.Contains(said, told.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, told.Message, StringComparison.OrdinalIgnoreCase);
        Assert.True(told.Message.Length < 1024);
    }

    [Theory]
    [InlineData(FailureKind.Invalid, "invalid_target: The target service indicated by the \"audience\" parameters is invalid. This might "
        + "either be because the pool or provider is disabled or deleted or because it doesn't exist.",
        "spec.gcp.projectID, spec.gcp.region and spec.gcp.clusterName")]
    [InlineData(FailureKind.Invalid, "invalid_grant: Error connecting to the given credential's issuer.",
        "cluster shop in europe-west3 of project acme-prod")]
    [InlineData(FailureKind.Invalid, "invalid_grant: ID Token issued at … is stale to sign-in.", "clock of the API server")]
    [InlineData(FailureKind.Forbidden, "PERMISSION_DENIED (SERVICE_DISABLED): it is disabled",
        "gcloud services enable sts.googleapis.com --project=acme-prod")]
    [InlineData(FailureKind.Unreachable, "connection refused", "let this pod reach Google's Security Token Service (network policies, "
        + "--https-proxy, --gcp-sts-endpoint)")]
    [InlineData(FailureKind.Throttled, "429", "it is tried again")]
    public void A_refused_exchange_is_told_with_its_remedy(FailureKind kind, string said, string remedy) => Told(
        said, remedy, GcpRemedies.OfExchange(Cluster, new Failure(kind, $"POST https://sts.googleapis.com/v1/token: 400 {said}")));

    [Theory]
    [InlineData(FailureKind.Forbidden,
        "PERMISSION_DENIED (IAM_PERMISSION_DENIED): Permission 'iam.serviceAccounts.getOpenIdToken' denied on "
        + "resource (or it may not exist).",
        $"gcloud iam service-accounts add-iam-policy-binding {Email} --role=roles/iam.workloadIdentityUser "
        + "--member='serviceAccount:acme-prod.svc.id.goog[app/reader]' (roles/iam.serviceAccountOpenIdTokenCreator will do as well)")]
    [InlineData(FailureKind.Forbidden,
        "PERMISSION_DENIED (SERVICE_DISABLED): IAM Service Account Credentials API has not been used in project "
        + "123456789012 before or it is disabled. Enable it by visiting "
        + "https://console.developers.google.com/apis/api/iamcredentials.googleapis.com/overview?project=123456789012 then retry. If you "
        + "enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.",
        "gcloud services enable iamcredentials.googleapis.com")]
    [InlineData(FailureKind.NotFound, $"NOT_FOUND: Not found; Gaia id not found for email {Email}",
        $"make the Google service account {Email}, or correct annotation iam.gke.io/gcp-service-account of ServiceAccount app/reader")]
    [InlineData(FailureKind.Unauthorized, "UNAUTHENTICATED: Request had invalid authentication credentials.", "it is tried again")]
    [InlineData(FailureKind.Timeout, "no whole answer within 5 s", "--gcp-iam-endpoint")]
    public void A_refused_ID_token_is_told_with_its_remedy(FailureKind kind, string said, string remedy) => Told(
        said, remedy, GcpRemedies.OfIdToken(Cluster, Account, Email, new Failure(
            kind, $"POST https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{Email}:generateIdToken: 403 {said}")));

    [Theory]
    [InlineData("", "", "", "set spec.gcp.projectID, spec.gcp.region, spec.gcp.clusterName of the VaultAuth")]
    [InlineData("p", "", "c", "set spec.gcp.region of the VaultAuth")]
    public void Without_a_metadata_server_the_fields_to_set_are_named(string project, string location, string name, string remedy)
    {
        const string said = "GET http://169.254.169.254/computeMetadata/v1/project/project-id: no whole answer within 2.5 s";

        Told(said, remedy, GcpRemedies.OfCluster(new GkeCluster(project, location, name), new Failure(FailureKind.Timeout, said)));
    }

    [Fact]
    public void A_missing_account_is_told_as_for_other_methods() => Told(
        "serviceaccounts \"reader\" not found", "kubectl create serviceaccount reader -n app",
        GcpRemedies.OfAccount(Account, new Failure(FailureKind.NotFound, "serviceaccounts \"reader\" not found")));

    [Fact]
    public void An_account_that_may_not_be_read_is_told_with_the_right_that_is_missing() => Told(
        "serviceaccounts \"reader\" is forbidden", "grant it 'get' on serviceaccounts named reader in namespace app",
        GcpRemedies.OfAccount(Account, new Failure(FailureKind.Forbidden, "serviceaccounts \"reader\" is forbidden")));

    [Fact]
    public void An_account_without_annotation_is_told_with_the_command_that_makes_one() => Told(
        "ServiceAccount app/reader has no annotation iam.gke.io/gcp-service-account",
        "kubectl annotate --overwrite serviceaccount reader -n app iam.gke.io/gcp-service-account=NAME@PROJECT.iam.gserviceaccount.com",
        GcpRemedies.OfAnnotation(Account, null));

    private static void Told(string said, string remedy, Failure failure)
    {
        var told = LoginCauses.OfCredential(Plan, failure).Message;

        Assert.StartsWith("VaultAuth vault/gcp, used from namespace app: no credential to log in with: ", told, StringComparison.Ordinal);
        Assert.Contains(said.TrimEnd('.'), told, StringComparison.Ordinal);
        Assert.Contains(remedy, told, StringComparison.OrdinalIgnoreCase);
        Assert.True(told.Length < 1024, told);
    }
}
