using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Auths;

/// <summary>Logins by a client's certificate, over real TLS.</summary>
public sealed class CertMethodTests(SharedStage house) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private Stage _stage = null!;
    private TlsVault _vault = null!;

    private string Mount => $"cert-{_stage.Vault.Policy}";

    private string Kv => $"tls-{_stage.Vault.Policy}";

    public async Task InitializeAsync()
    {
        (_stage, _vault) = (await house.OpenAsync(), await TlsVault.OpenAsync());
        var admin = _vault.Admin;
        await admin.MountKvAsync(Kv, 2, default);
        await admin.PutAsync(Kv, "demo/config", new JsonObject { ["password"] = "winter" }, default);
        await admin.WritePolicyAsync(_stage.Vault.Policy, $$"""path "{{Kv}}/data/*" { capabilities = ["read"] }""", default);
        await admin.WriteAsync($"sys/auth/{Mount}", new JsonObject { ["type"] = "cert" }, default);
        await admin.WriteAsync($"auth/{Mount}/certs/apps", new JsonObject
        {
            ["certificate"] = _vault.Clients.Pem,
            ["allowed_common_names"] = new JsonArray("app-*"),
            ["token_policies"] = new JsonArray(_stage.Vault.Policy),
            ["token_ttl"] = "5s",
        }, default);
        await _stage.ApplyAsync($$"""
            apiVersion: v1
            kind: Secret
            metadata: { name: tls-vault-ca, namespace: {{_stage.Central}} }
            stringData: { ca.crt: {{System.Text.Json.JsonSerializer.Serialize(_vault.CaPem)}} }
            ---
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultConnection
            metadata: { name: tls-vault, namespace: {{_stage.Central}} }
            spec: { address: "{{_vault.Address.ToString().TrimEnd('/')}}", caCertSecretRef: tls-vault-ca }
            """);
    }

    public async Task DisposeAsync()
    {
        await _vault.Admin.DeleteAsync($"sys/auth/{Mount}", default);
        await _vault.Admin.DeleteAsync($"sys/mounts/{Kv}", default);
        await _vault.DisposeAsync();
    }

    [Fact]
    public async Task A_certificate_logs_in_and_another_one_in_its_place_is_used_for_the_next_login()
    {
        await DeclareAsync("by-cert", "cert: { role: apps, secretRef: by-cert-client }");
        await _stage.SaysAsync("by-cert", "Ready", "False", "Secret", "by-cert-client", "kubernetes.io/tls");

        await CertificateAsync("by-cert-client", _vault.Clients.Issue("app-one"));
        await _stage.SecretBecomesAsync("by-cert", "password", "winter", "by-cert");
        await _stage.IsReadyAsync("by-cert");

        // The role's tokens live for 5 s: what stands in the Secret then is what counts.
        await CertificateAsync("by-cert-client", _vault.Clients.Issue("stranger"));
        await _stage.SaysAsync("by-cert", "Ready", "False", "does not accept the certificate of Secret", "by-cert-client");
        await CertificateAsync("by-cert-client", _vault.Clients.Issue("app-two"));
        await _stage.IsReadyAsync("by-cert");
    }

    [Fact]
    public async Task Without_a_role_Vault_finds_one_that_fits()
    {
        await CertificateAsync("no-role-client", _vault.Clients.Issue("app-three"));
        await DeclareAsync("no-role", "cert: { secretRef: no-role-client }");
        await _stage.SecretBecomesAsync("no-role", "password", "winter", "no-role");
    }

    [Fact]
    public async Task What_Vault_could_not_accept_is_told_before_it_is_sent()
    {
        await CertificateAsync("old-client", _vault.Clients.Issue("app-four", TimeProvider.System.GetUtcNow().AddMinutes(-1)));
        await DeclareAsync("old", "cert: { role: apps, secretRef: old-client }");
        await _stage.SaysAsync("old", "Ready", "False", "was valid until");

        using var others = new ClientAuthority();
        await CertificateAsync("old-client", others.Issue("app-five"));
        await _stage.SaysAsync("old", "Ready", "False", "400", $"vault write auth/{Mount}/certs/apps certificate=@ca.pem");
    }

    [Fact]
    public async Task Over_plain_HTTP_there_is_nothing_to_show_it_in()
    {
        await CertificateAsync("plain-client", _vault.Clients.Issue("app-six"));
        await DeclareAsync("plain", "cert: { role: apps, secretRef: plain-client }", connection: "vault");
        await _stage.SaysAsync("plain", "Ready", "False", "over https:// alone");
    }

    private Task CertificateAsync(string name, (string Certificate, string Key) pair) => _stage.ApplyAsync($$"""
        apiVersion: v1
        kind: Secret
        type: kubernetes.io/tls
        metadata: { name: {{name}}, namespace: {{_stage.App}} }
        stringData:
          tls.crt: {{System.Text.Json.JsonSerializer.Serialize(pair.Certificate)}}
          tls.key: {{System.Text.Json.JsonSerializer.Serialize(pair.Key)}}
        """);

    private async Task DeclareAsync(string name, string block, string connection = "tls-vault")
    {
        await _stage.ApplyAsync($$"""
            apiVersion: secrets.hashicorp.com/v1beta1
            kind: VaultAuth
            metadata: { name: {{name}}, namespace: {{_stage.App}} }
            spec: { vaultConnectionRef: {{_stage.Central}}/{{connection}}, method: cert, mount: {{Mount}}, {{block}} }
            """);
        await _stage.DeclareAsync(name, manifest =>
        {
            manifest["spec"]!["vaultAuthRef"] = name;
            manifest["spec"]!["mount"] = Kv;
        });
    }
}
