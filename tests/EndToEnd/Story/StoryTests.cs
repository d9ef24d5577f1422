using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Story;

/// <summary>The main job from end to end: declare, sync, follow, roll once, repair.</summary>
public sealed class StoryTests(Servers servers) : IClassFixture<Servers>, IAsyncLifetime
{
    private Stage _stage = null!;

    private ObjectId StaticSecret => ObjectId.Custom("VaultStaticSecret", _stage.App, "vault-static-secret");

    private ObjectId Deployment => ObjectId.Deployment(_stage.App, "myapp");

    public async Task InitializeAsync() => _stage = await Stage.OpenAsync(servers);

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_secret_appears_follows_Vault_rolls_its_workload_once_and_is_repaired()
    {
        await _stage.Vault.PutAsync("demo/config", ("username", "demo"), ("password", "winter"));
        await _stage.ApplyAsync(Manifests());
        await _stage.SecretBecomesAsync("my-secret", "password", "winter", "vault-static-secret");
        await _stage.EventuallyAsync("Ready", StaticSecret, async () => await StatusOfAsync("Ready") == "True");
        var unrolled = await GenerationAsync();

        await _stage.Vault.PutAsync("demo/config", ("username", "demo"), ("password", "spring"));
        await _stage.SecretBecomesAsync("my-secret", "password", "spring", "vault-static-secret");
        await _stage.EventuallyAsync("the Deployment to be rolled", StaticSecret, async () => await GenerationAsync() > unrolled);

        await TamperAsync("password", "bogus");
        await _stage.SecretBecomesAsync("my-secret", "password", "spring", "vault-static-secret");
        await _stage.Kube.DeleteAsync(ObjectId.Secret(_stage.App, "my-secret"), default);
        await _stage.SecretBecomesAsync("my-secret", "password", "spring", "vault-static-secret");

        await RefreshesPassAsync();
        Assert.Equal(unrolled + 1, await GenerationAsync());
    }

    /// <summary>
    /// A put of equal values, seen in <c>_raw</c>, proves that a whole refresh passed; it is no reason to roll anything either.
    /// </summary>
    private async Task RefreshesPassAsync()
    {
        await _stage.Vault.PutAsync("demo/config", ("username", "demo"), ("password", "spring"));
        await _stage.EventuallyAsync("_raw to follow to version 3", StaticSecret, async () =>
            await _stage.SecretAsync("my-secret") is { } data && data.TryGetValue("_raw", out var raw)
            && (long?)JsonNode.Parse(raw)?["metadata"]?["version"] == 3);
    }

    private Task TamperAsync(string key, string value) => _stage.Kube.MergeAsync(
        ObjectId.Secret(_stage.App, "my-secret"),
        new JsonObject { ["data"] = new JsonObject { [key] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value)) } },
        default);

    private async Task<string?> StatusOfAsync(string condition) =>
        (await _stage.ConditionsAsync(StaticSecret)).GetValueOrDefault(condition)?.Status;

    private async Task<long> GenerationAsync() => (long)(await _stage.Kube.FindAsync(Deployment, default))!["metadata"]!["generation"]!;

    private string Manifests() => $$"""
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultConnection
        metadata: { name: myvaultconnection, namespace: {{_stage.Central}} }
        spec: { address: "{{_stage.VaultAddress}}", skipTLSVerify: false }
        ---
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultAuth
        metadata: { name: myvaultauth, namespace: {{_stage.Central}} }
        spec:
          vaultConnectionRef: myvaultconnection
          method: kubernetes
          mount: {{_stage.Vault.Auth}}
          kubernetes: { role: {{VaultSite.Role}}, serviceAccount: reader }
          allowedNamespaces: [{{_stage.App}}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: myapp, namespace: {{_stage.App}} }
        spec:
          replicas: 0
          selector: { matchLabels: { app: myapp } }
          template:
            metadata: { labels: { app: myapp } }
            spec: { containers: [{ name: myapp, image: "registry.k8s.io/pause:3.10" }] }
        ---
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultStaticSecret
        metadata: { name: vault-static-secret, namespace: {{_stage.App}} }
        spec:
          vaultAuthRef: {{_stage.Central}}/myvaultauth
          mount: {{_stage.Vault.Kv}}
          type: kv-v2
          path: demo/config
          refreshAfter: 2s
          destination: { create: true, name: my-secret }
          rolloutRestartTargets: [{ kind: Deployment, name: myapp }]
        """;
}
