using System.Text.Json.Nodes;
using Coffer.Embedded.Vault;
using Coffer.Tests.Support;

namespace Coffer.Chart.Tests.Live.Policies;

/// <summary>
/// A kv-v2 mount and a kubernetes auth mount of a name of their own, in the Vault that COFFER_TEST_VAULT_ADDR and COFFER_TEST_VAULT_TOKEN
/// name, else in an embedded one.
/// </summary>
internal sealed class VaultSite : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly EmbeddedVault? _embedded;
    private readonly VaultAdmin _admin;
    private readonly GuardedServer _server;

    private VaultSite(EmbeddedVault? embedded, VaultAdmin admin, GuardedServer server) =>
        (_embedded, _admin, _server) = (embedded, admin, server);

    public string Address => _admin.Address.ToString().TrimEnd('/');

    public string Mount => $"kv-{_server.App}";

    public string Auth => $"kubernetes-{_server.App}";

    public static async Task<VaultSite> StartAsync(GuardedServer server)
    {
        var embedded = Given("COFFER_TEST_VAULT_ADDR") is null ? await EmbeddedVault.StartAsync(new EmbeddedVaultOptions(), default) : null;
        var admin = embedded is null
            ? new VaultAdmin(new Uri(Given("COFFER_TEST_VAULT_ADDR")!), Given("COFFER_TEST_VAULT_TOKEN")!)
            : new VaultAdmin(embedded.Address, embedded.RootToken);
        var site = new VaultSite(embedded, admin, server);
        try
        {
            await site.PrepareAsync();
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public Task PutAsync(string password) => _admin.PutAsync(Mount, "life", new JsonObject { ["password"] = password }, default);

    public async ValueTask DisposeAsync()
    {
        await _admin.DeleteAsync($"sys/mounts/{Mount}", default);
        await _admin.DeleteAsync($"sys/auth/{Auth}", default);
        await _admin.DeleteAsync($"sys/policies/acl/{Mount}", default);
        _admin.Dispose();
        await (_embedded?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task PrepareAsync()
    {
        var reviewer = new ObjectId("v1", "ServiceAccount", _server.Home, "reviewer");
        await _server.MakeAsync($$"""
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: reviewer, namespace: {{_server.Home}} }
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: { name: reviewer-{{_server.App}} }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:auth-delegator" }
            subjects: [{ kind: ServiceAccount, name: reviewer, namespace: {{_server.Home}} }]
            """);
        await _admin.MountKvAsync(Mount, 2, default);
        await _admin.WritePolicyAsync(Mount, $$"""path "{{Mount}}/data/*" { capabilities = ["read"] }""", default);
        await _admin.WriteAsync($"sys/auth/{Auth}", new JsonObject { ["type"] = "kubernetes" }, default);
        await _admin.WriteAsync($"auth/{Auth}/config", new JsonObject
        {
            ["kubernetes_host"] = Given("COFFER_TEST_VAULT_KUBERNETES_HOST") ?? _server.Admin.Server.ToString().TrimEnd('/'),
            ["kubernetes_ca_cert"] = _server.Admin.CaPem,
            ["token_reviewer_jwt"] = await _server.Admin.TokenAsync(reviewer, default),
            ["disable_local_ca_jwt"] = true,
        }, default);
        await _admin.WriteAsync($"auth/{Auth}/role/reader", new JsonObject
        {
            ["bound_service_account_names"] = "plain",
            ["bound_service_account_namespaces"] = _server.App,
            ["audience"] = "vault",
            ["token_policies"] = Mount,
            ["token_ttl"] = "10m",
        }, default);
        await Until.TrueAsync("the Vault to review ServiceAccount tokens", Patience, async () =>
        {
            var login = new JsonObject { ["role"] = "reader", ["jwt"] = await TokenAsync() };
            return (await _admin.WriteAsync($"auth/{Auth}/login", login, default))?["auth"] is not null;
        }, default);
    }

    private async Task<string> TokenAsync()
    {
        var request = JsonNode.Parse(
            """{ "apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": { "audiences": ["vault"] } }""")!.AsObject();
        return (string)(await _server.Admin.PostAsync(
            new ObjectId("v1", "ServiceAccount", _server.App, "plain"), "token", request, default))["status"]!["token"]!;
    }

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
