using System.Text.Json.Nodes;
using Coffer.Embedded.Vault;

namespace Coffer.Embedded.Tests.Vault;

public sealed class SystemTests
{
    [Fact]
    public async Task Unrouted_and_unsupported_paths_have_each_servers_words()
    {
        await using var bao = await Start.Vault(VaultFlavour.OpenBao);
        await using var vault = await Start.Vault(VaultFlavour.Vault);
        using var baoRoot = VaultClient.Root(bao);
        using var vaultRoot = VaultClient.Root(vault);

        (await baoRoot.Get("m/data/a")).IsError(404, "no handler for route \"m/data/a\". route entry not found.");
        (await vaultRoot.Get("m/data/a")).IsError(404, "no handler for route 'm/data/a'");
        (await vaultRoot.Get("sys/nothing")).IsError(404, "1 error occurred:\n\t* unsupported path\n\n");
        (await vaultRoot.Delete("sys/mounts")).IsError(405, "1 error occurred:\n\t* unsupported operation\n\n");
        (await vaultRoot.List("sys/namespaces")).IsError(404, "1 error occurred:\n\t* unsupported path\n\n");
        (await baoRoot.Get("sys/quotas/lease-count/x")).IsError(404, "1 error occurred:\n\t* unsupported path\n\n");
        (await baoRoot.Get("sys/events/subscribe/kv")).IsError(404, "1 error occurred:\n\t* unsupported path\n\n");
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao, "Vault is sealed")]
    [InlineData(VaultFlavour.Vault2, "Vault is sealed")]
    [InlineData(VaultFlavour.Vault, "error performing token check: Vault is sealed")]
    public async Task Sealed_and_unsealed_over_the_api(VaultFlavour flavour, string text)
    {
        await using var vault = await Start.Vault(flavour);
        using var root = VaultClient.Root(vault);
        await root.Must("sys/auth/approle", new { type = "approle" });
        var active = await root.Get("sys/health");
        Assert.Equal(200, (int)active.Status);
        Assert.NotNull(active.Json["cluster_name"]);

        Assert.Equal(204, (int)(await root.Put("sys/seal")).Status);

        (await root.Get("secret/data/a")).IsError(503, text);
        (await root.Put("auth/approle/login")).IsError(503, "Vault is sealed");
        var health = await root.Get("sys/health");
        Assert.Equal(503, (int)health.Status);
        Assert.True(health.Json["sealed"]!.GetValue<bool>());
        Assert.True(health.Json["standby"]!.GetValue<bool>());
        Assert.Equal("unknown", health.Json["replication_performance_mode"]!.GetValue<string>());
        Assert.Null(health.Json["cluster_name"]);
        Assert.Equal(299, (int)(await root.Get("sys/health?sealedcode=299")).Status);
        Assert.True((await root.Get("sys/seal-status")).Json["sealed"]!.GetValue<bool>());
        Assert.Equal(400, (int)(await root.Put("sys/unseal", """{"key":"00"}""")).Status);

        Assert.False((await root.Put("sys/unseal", $$"""{"key":"{{vault.UnsealKey}}"}""")).Json["sealed"]!.GetValue<bool>());
        (await root.Get("secret/data/a")).IsError(404);
    }

    [Fact]
    public async Task Uninitialised_health_is_501()
    {
        await using var vault = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions { Initialized = false }, CancellationToken.None);
        using var client = new VaultClient(vault.Address, null);

        Assert.Equal(501, (int)(await client.Get("sys/health")).Status);
        Assert.False((await client.Get("sys/seal-status")).Json["initialized"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Mounts_and_auth_methods_come_and_go()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var root = VaultClient.Root(vault);

        await root.Must("sys/mounts/team/kv", new { type = "kv-v2" });
        (await root.Put("sys/mounts/team", """{"type":"kv"}""")).IsError(400, "path is already in use at team/kv/");
        var mounts = await root.Get("sys/mounts");
        Assert.Equal("2", mounts.Data!["team/kv/"]!["options"]!["version"]!.GetValue<string>());
        Assert.Equal("kv", mounts.Json["team/kv/"]!["type"]!.GetValue<string>());
        await root.Must("team/kv/data/a", new { data = new { } });
        Assert.Equal(204, (int)(await root.Delete("sys/mounts/team/kv")).Status);
        Assert.Equal(404, (int)(await root.Get("team/kv/data/a")).Status);

        await root.Must("sys/auth/apps/k8s", new { type = "kubernetes" });
        Assert.Equal("kubernetes", (await root.Get("sys/auth")).Data!["apps/k8s/"]!["type"]!.GetValue<string>());
        (await root.Put("sys/auth/x", """{"type":"nonsense"}""")).IsError(400, "plugin not found in the catalog: nonsense");
    }

    [Fact]
    public async Task OpenBao_namespaces_are_worlds_of_their_own()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var root = VaultClient.Root(vault);
        await root.Must("sys/namespaces/team", new { });
        using var team = VaultClient.Root(vault, "team");
        using var slashed = VaultClient.Root(vault, "/team/");
        using var wrong = VaultClient.Root(vault, "nope");

        (await wrong.Get("secret/data/a")).IsError(404, "namespace not found");
        (await team.Get("secret/data/a")).IsError(404, "no handler for route \"secret/data/a\". route entry not found.");
        await team.Must("sys/mounts/secret", new { type = "kv-v2" });
        await team.Must("secret/data/a", new { data = new { whose = "team" } });
        await team.Must("sys/policies/acl/p", new { policy = """path "secret/data/*" { capabilities = ["read"] }""" });
        var token = (await team.Must("auth/token/create", new { policies = new[] { "p" } })).Token;
        using var inside = new VaultClient(vault.Address, token, "team");
        using var outside = new VaultClient(vault.Address, token);

        var read = await inside.Get("secret/data/a");
        Assert.Equal("team", read.Data!["data"]!["whose"]!.GetValue<string>());
        Assert.Equal("team", read.Headers["X-Vault-Namespace"]);
        Assert.Equal(200, (int)(await slashed.Get("secret/data/a")).Status);
        Assert.Equal(200, (int)(await outside.Get("team/secret/data/a")).Status);
        (await outside.Get("secret/data/a")).IsError(403, "permission denied");
        Assert.Equal("""["team/"]""", (await root.List("sys/namespaces")).Data!["keys"]!.ToJsonString());
        Assert.Equal(204, (int)(await root.Delete("sys/namespaces/team")).Status);
        (await inside.Get("secret/data/a")).IsError(404, "namespace not found");
    }

    [Fact]
    public async Task Vault_community_ignores_the_namespace()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault);
        using var root = VaultClient.Root(vault);
        using var team = VaultClient.Root(vault, "team");
        await root.Must("secret/data/a", new { data = new { whose = "root" } });

        var read = await team.Get("secret/data/a");

        Assert.Equal("root", read.Data!["data"]!["whose"]!.GetValue<string>());
        Assert.False(read.Headers.ContainsKey("X-Vault-Namespace"));
    }

    [Fact]
    public async Task Quotas_refuse_with_and_without_headers()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao, Start.Clock());
        using var root = VaultClient.Root(vault);
        await root.Must("sys/quotas/rate-limit/q", new { rate = 1, path = "secret/" });

        (await root.Get("secret/data/em")).IsError(404);
        var refused = await root.Get("secret/data/em");
        refused.IsError(429, "request path \"secret/data/em\": rate limit quota exceeded");
        Assert.False(refused.Headers.ContainsKey("Retry-After"));

        await root.Must("sys/quotas/config", new { enable_rate_limit_response_headers = true });
        refused = await root.Get("secret/data/em");
        Assert.Equal("1", refused.Headers["Retry-After"]);
        Assert.Equal("1", refused.Headers["X-Ratelimit-Limit"]);
        Assert.Equal("0", refused.Headers["X-Ratelimit-Remaining"]);
        Assert.Equal("1", refused.Headers["X-Ratelimit-Reset"]);
        Assert.Equal(204, (int)(await root.Delete("sys/quotas/rate-limit/q")).Status);
        (await root.Get("secret/data/em")).IsError(404);
    }

    [Fact]
    public async Task An_OpenBao_standby_reads_old_values_and_forwards_writes()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var root = VaultClient.Root(vault);
        await root.Must("secret/data/a", new { data = new { v = 1 } });
        var standby = await vault.AddStandbyAsync(Timeout.InfiniteTimeSpan, CancellationToken.None);
        using var there = new VaultClient(standby.Address, vault.RootToken);

        await there.Must("secret/data/a", new { data = new { v = 2 } });

        Assert.Equal(2, Version(await root.Get("secret/data/a")));
        Assert.Equal(1, Version(await there.Get("secret/data/a")));
        standby.Replicate();
        Assert.Equal(2, Version(await there.Get("secret/data/a")));
        Assert.Equal(429, (int)(await there.Get("sys/health")).Status);
        Assert.True((await there.Get("sys/health?standbyok=true")).Json["standby"]!.GetValue<bool>());
        Assert.Equal(200, (int)(await there.Get("sys/health?standbyok=true")).Status);
        var sent = await there.Put("secret/data/a", "{}", ("X-Vault-No-Request-Forwarding", "1"));
        Assert.Equal(307, (int)sent.Status);
        Assert.Equal(new Uri(vault.Address, "/v1/secret/data/a").AbsoluteUri, sent.Headers["Location"]);
    }

    [Fact]
    public async Task A_standby_can_lag_by_time()
    {
        var clock = Start.Clock();
        await using var vault = await Start.Vault(VaultFlavour.OpenBao, clock);
        using var root = VaultClient.Root(vault);
        var standby = await vault.AddStandbyAsync(TimeSpan.FromSeconds(2), CancellationToken.None);
        using var there = new VaultClient(standby.Address, vault.RootToken);
        await root.Must("secret/data/a", new { data = new { v = 1 } });

        clock.Advance(TimeSpan.FromSeconds(1));
        (await there.Get("secret/data/a")).IsError(404);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, Version(await there.Get("secret/data/a")));
    }

    private static int Version(Reply reply) => ((JsonNode)reply.Data!["metadata"]!)["version"]!.GetValue<int>();
}
