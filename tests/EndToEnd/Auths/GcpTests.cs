using System.Text.Json.Nodes;
using Coffer.Embedded.Vault;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;
using Coffer.Tests.Support.Google;

namespace Coffer.EndToEnd.Tests.Auths;

/// <summary>
/// Logins by workload identity of Google: the API server's own tokens, a Google on loopback that verifies them, and a Vault that verifies
/// what that makes of them. The Vault is always an embedded one: a real one gets at Google's public keys nowhere else than at Google.
/// </summary>
public sealed class GcpTests(Servers servers) : IClassFixture<Servers>, IAsyncLifetime
{
    private Stage _stage = null!;
    private EmbeddedVault _vault = null!;
    private TestGoogle _google = null!;

    private string Reader => $"system:serviceaccount:{_stage.App}:reader";

    public async Task InitializeAsync()
    {
        _stage = await Stage.BuildAsync(servers);
        _vault = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions(), CancellationToken.None);
        _google = await TestGoogle.StartAsync(SignedJwt.Keys(await _stage.Kube.GetAsync("openid/v1/jwks", default)));
        _google.Site = _google.Site with { Users = [Reader] };
        await FurnishAsync();
        _stage.Variables["COFFER_GCP_STS_ENDPOINT"] = _google.Address.ToString();
        _stage.Variables["COFFER_GCP_IAM_ENDPOINT"] = _google.Address.ToString();
        // As Google's own libraries have it.
        _stage.Variables["GCE_METADATA_HOST"] = _google.Address.Authority;
        await _stage.StartOperatorAsync("--log-level", "trace");
        await _stage.ApplyAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultConnection
            metadata: { name: vault, namespace: {{_stage.Central}} }
            spec: { address: "{{_vault.Address.ToString().TrimEnd('/')}}" }
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: reader, namespace: {{_stage.App}}, annotations: { iam.gke.io/gcp-service-account: {{_google.Site.Account}} } }
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: plain, namespace: {{_stage.App}} }
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: unbound, namespace: {{_stage.App}}, annotations: { iam.gke.io/gcp-service-account: {{_google.Site.Account}} } }
            """);
    }

    public async Task DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _google.DisposeAsync();
        await _vault.DisposeAsync();
    }

    [Fact]
    public async Task A_workload_logs_in_once_and_what_keeps_others_from_it_is_told()
    {
        await LogsInAsync();
        await TellsAsync();
        await KeepsSilentAsync();
    }

    private async Task LogsInAsync()
    {
        await DeclareAsync("gcp", "role: app, workloadIdentityServiceAccount: reader");
        await _stage.DeclareAsync("gcp-too", manifest => Change(manifest, "gcp"));
        await _stage.SecretBecomesAsync("gcp", "password", "winter", "gcp");
        await _stage.SecretBecomesAsync("gcp-too", "password", "winter", "gcp-too");

        // One login for both, and what Vault asked stands between.
        Assert.Equal(
            [
                "GET /computeMetadata/v1/instance/attributes/cluster-location",
                "GET /computeMetadata/v1/instance/attributes/cluster-name",
                "GET /computeMetadata/v1/project/project-id",
                $"POST /v1/projects/-/serviceAccounts/{_google.Site.Account}:generateIdToken",
                "POST /v1/token",
            ],
            _google.Requests.Where(request => request.Contains("computeMetadata", StringComparison.Ordinal)
                || request.StartsWith("POST", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private async Task TellsAsync()
    {
        await DeclareAsync("plain", "role: app, workloadIdentityServiceAccount: plain");
        await DeclareAsync("absent", "role: app, workloadIdentityServiceAccount: absent");
        await DeclareAsync("elsewhere", "role: app, workloadIdentityServiceAccount: reader, region: us-east1");
        await DeclareAsync("unbound", "role: app, workloadIdentityServiceAccount: unbound");
        await DeclareAsync("no-role", "role: none, workloadIdentityServiceAccount: reader");
        await DeclareAsync("short", "role: short, workloadIdentityServiceAccount: reader");
        await DeclareAsync("params", "role: app, workloadIdentityServiceAccount: reader", ", params: { policy: root }");
        await DeclareAsync("flawed", "role: app, projectID: a/b");

        await FailsAsync(
            "plain", $"ServiceAccount {_stage.App}/plain has no annotation iam.gke.io/gcp-service-account", "kubectl annotate");
        await FailsAsync("absent", $"ServiceAccount {_stage.App}/absent does not exist", "kubectl create serviceaccount absent");
        await FailsAsync("elsewhere", "invalid_target", "cluster shop in us-east1 of project acme-prod", "correct spec.gcp.projectID");
        await FailsAsync(
            "unbound", "iam.serviceAccounts.getOpenIdToken", "gcloud iam service-accounts add-iam-policy-binding",
            $"serviceAccount:acme-prod.svc.id.goog[{_stage.App}/unbound]");
        await FailsAsync("no-role", "role \"none\" not found", "vault write auth/gcp/role/none type=iam");
        await FailsAsync("short", "expire within 900 seconds", "max_jwt_exp=3600");
        await FailsAsync("params", "unknown fields", "spec.params");
        await FailsAsync("flawed", "spec.gcp.workloadIdentityServiceAccount: is missing", "spec.gcp.projectID: 'a/b' is not");

        _google.Site = _google.Site with { Users = [Reader, $"system:serviceaccount:{_stage.App}:unbound"] };
        await _stage.SecretBecomesAsync("unbound", "password", "winter", "unbound");
    }

    /// <summary>The operator speaks at its most talkative, and of no token that was given to Google or came from it.</summary>
    private async Task KeepsSilentAsync()
    {
        var emitted = string.Join('\n', [.. _stage.Operator.Log, await _stage.PageAsync("/metrics"), await ObjectsAsync()]);

        Assert.Contains("getOpenIdToken", emitted, StringComparison.Ordinal);
        Assert.NotEmpty(_google.Secrets);
        Assert.All(_google.Secrets, secret => Assert.DoesNotContain(secret, emitted, StringComparison.Ordinal));
        // Not a part of one either: signatures and access tokens are random from end to end.
        Assert.All(_google.Secrets, secret => Assert.DoesNotContain(secret[^20..], emitted, StringComparison.Ordinal));
    }

    private async Task<string> ObjectsAsync()
    {
        List<JsonObject> found = [.. await _stage.Kube.ListAsync(ObjectId.Custom("VaultAuth", _stage.Central, ""), default)];
        found.AddRange(await _stage.Kube.ListAsync(ObjectId.Custom("VaultStaticSecret", _stage.App, ""), default));
        foreach (var ns in new[] { _stage.Home, _stage.Central, _stage.App })
        {
            found.AddRange(await _stage.Kube.ListAsync(new ObjectId("v1", "Event", ns, ""), default));
        }

        return string.Join('\n', found.Select(static json => json.ToJsonString()));
    }

    private Task FailsAsync(string name, params string[] words) => _stage.SaysAsync(name, "Ready", "False", words);

    private async Task DeclareAsync(string name, string block, string also = "")
    {
        await _stage.ApplyAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultAuth
            metadata: { name: {{name}}, namespace: {{_stage.Central}} }
            spec:
              { vaultConnectionRef: vault, allowedNamespaces: ["{{_stage.App}}"], method: gcp, mount: gcp, gcp: { {{block}} }{{also}} }
            """);
        await _stage.DeclareAsync(name, manifest => Change(manifest, name));
    }

    private void Change(JsonObject manifest, string auth)
    {
        manifest["spec"]!["vaultAuthRef"] = $"{_stage.Central}/{auth}";
        manifest["spec"]!["mount"] = "secret";
    }

    private async Task FurnishAsync()
    {
        using var admin = new VaultAdmin(_vault.Address, _vault.RootToken);
        await admin.PutAsync("secret", "demo/config", new JsonObject { ["password"] = "winter" }, default);
        await admin.WritePolicyAsync("reader", """path "secret/data/*" { capabilities = ["read"] }""", default);
        await admin.WriteAsync("sys/auth/gcp", new JsonObject { ["type"] = "gcp" }, default);
        await admin.WriteAsync("auth/gcp/config", new JsonObject
        {
            ["custom_endpoint"] = new JsonObject { ["api"] = _google.Address.ToString(), ["iam"] = _google.Address.ToString() },
        }, default);
        foreach (var (role, seconds) in new[] { ("app", 3600), ("short", 900) })
        {
            await admin.WriteAsync($"auth/gcp/role/{role}", new JsonObject
            {
                ["type"] = "iam",
                ["bound_service_accounts"] = _google.Site.Account,
                ["max_jwt_exp"] = seconds,
                ["token_policies"] = "reader",
            }, default);
        }
    }
}
