using Coffer.Embedded.Vault;

namespace Coffer.Embedded.Tests.Vault;

public sealed class TokenTests
{
    [Fact]
    public async Task Missing_and_bad_tokens_have_each_servers_words()
    {
        await using var bao = await Start.Vault(VaultFlavour.OpenBao);
        await using var vault = await Start.Vault(VaultFlavour.Vault);
        using var noneBao = new VaultClient(bao.Address, null);
        using var noneVault = new VaultClient(vault.Address, null);
        using var bad = new VaultClient(vault.Address, "s.bad");

        (await noneBao.Get("secret/data/a")).IsError(403, "permission denied");
        (await noneVault.Get("secret/data/a")).IsError(400, "missing client token");
        (await bad.Get("secret/data/a")).IsError(403, "permission denied");
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao)]
    [InlineData(VaultFlavour.Vault)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task Lookup_self_says_what_the_real_one_says(VaultFlavour flavour)
    {
        var clock = Start.Clock();
        await using var vault = await Start.Vault(flavour, clock);
        using var root = VaultClient.Root(vault);
        var made = await root.Must("auth/token/create", new { policies = new[] { "x" }, ttl = "1h" });
        using var own = new VaultClient(vault.Address, made.Token);
        clock.Advance(TimeSpan.FromMinutes(10));

        var data = (await own.Get("auth/token/lookup-self")).Data!;

        Assert.Equal(made.Token, data["id"]!.GetValue<string>());
        Assert.Equal(made.Auth["accessor"]!.GetValue<string>(), data["accessor"]!.GetValue<string>());
        Assert.Equal("""["default","x"]""", data["policies"]!.ToJsonString());
        Assert.Equal(3600, data["creation_ttl"]!.GetValue<int>());
        Assert.Equal(3000, data["ttl"]!.GetValue<int>());
        Assert.Equal("2026-11-23T19:00:00Z", data["expire_time"]!.GetValue<string>());
        Assert.Equal("service", data["type"]!.GetValue<string>());
        Assert.True(data["renewable"]!.GetValue<bool>());
        Assert.False(data["orphan"]!.GetValue<bool>());
        Assert.Equal(0, data["num_uses"]!.GetValue<int>());
        Assert.Equal(0, data["explicit_max_ttl"]!.GetValue<int>());
        Assert.Equal(flavour != VaultFlavour.Vault, made.Auth.AsObject().ContainsKey("num_uses"));
        Assert.Equal(flavour != VaultFlavour.Vault, made.Auth.AsObject().ContainsKey("mfa_requirement"));
    }

    [Fact]
    public async Task Tokens_expire_and_take_their_children_along()
    {
        var clock = Start.Clock();
        await using var vault = await Start.Vault(VaultFlavour.OpenBao, clock);
        using var root = VaultClient.Root(vault);
        await root.Must("sys/policies/acl/maker", new { policy = """path "auth/token/create" { capabilities = ["update"] }""" });
        var parent = (await root.Must("auth/token/create", new { policies = new[] { "maker" }, ttl = "1m" })).Token;
        using var parentClient = new VaultClient(vault.Address, parent);
        using var child = new VaultClient(vault.Address, (await parentClient.Must("auth/token/create", new { ttl = "1h" })).Token);

        Assert.Equal(200, (int)(await child.Get("auth/token/lookup-self")).Status);
        clock.Advance(TimeSpan.FromSeconds(61));

        (await child.Get("auth/token/lookup-self")).IsError(403, "permission denied");
        (await parentClient.Get("auth/token/lookup-self")).IsError(403, "permission denied");
    }

    [Fact]
    public async Task Renewal_is_capped_with_a_warning()
    {
        var clock = Start.Clock();
        await using var vault = await Start.Vault(VaultFlavour.OpenBao, clock);
        using var root = VaultClient.Root(vault);
        using var own = new VaultClient(vault.Address,
            (await root.Must("auth/token/create", new { ttl = "5s", explicit_max_ttl = "5s", policies = new[] { "x" } })).Token);

        var renewed = await own.Put("auth/token/renew-self", """{"increment":"1h"}""");

        Assert.Equal(200, (int)renewed.Status);
        Assert.Equal(5, renewed.Auth["lease_duration"]!.GetValue<int>());
        Assert.Equal(["TTL of \"1h\" exceeded the effective max_ttl of \"5s\"; TTL value is capped accordingly"], renewed.Warnings!);
    }

    [Fact]
    public async Task Batch_and_unrenewable_tokens_refuse_renewal()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var root = VaultClient.Root(vault);
        var batch = await root.Must("auth/token/create", new { type = "batch", policies = new[] { "x" } });
        var still = await root.Must("auth/token/create", new { renewable = false, policies = new[] { "x" } });
        using var batchClient = new VaultClient(vault.Address, batch.Token);
        using var stillClient = new VaultClient(vault.Address, still.Token);

        Assert.StartsWith("b.", batch.Token);
        Assert.Equal("", batch.Auth["accessor"]!.GetValue<string>());
        Assert.False(batch.Auth["renewable"]!.GetValue<bool>());
        (await batchClient.Put("auth/token/renew-self")).IsError(400, "batch tokens cannot be renewed");
        (await stillClient.Put("auth/token/renew-self")).IsError(400, "lease is not renewable");
    }

    [Fact]
    public async Task Periodic_tokens_outlive_every_maximum()
    {
        var clock = Start.Clock();
        await using var vault = await Start.Vault(VaultFlavour.Vault, clock);
        using var root = VaultClient.Root(vault);
        using var own = new VaultClient(
            vault.Address, (await root.Must("auth/token/create", new { period = "24h", policies = new[] { "x" } })).Token);

        for (var day = 0; day < 40; day++)
        {
            clock.Advance(TimeSpan.FromHours(23));
            Assert.Equal(86400, (await own.Put("auth/token/renew-self")).Auth["lease_duration"]!.GetValue<int>());
        }
    }

    [Fact]
    public async Task Limited_uses_revocation_and_accessors()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault);
        using var root = VaultClient.Root(vault);
        using var twice = new VaultClient(
            vault.Address, (await root.Must("auth/token/create", new { num_uses = 2, policies = new[] { "x" } })).Token);
        Assert.Equal(200, (int)(await twice.Get("auth/token/lookup-self")).Status);
        Assert.Equal(200, (int)(await twice.Get("auth/token/lookup-self")).Status);
        (await twice.Get("auth/token/lookup-self")).IsError(403, "permission denied");

        using var self = new VaultClient(vault.Address, (await root.Must("auth/token/create", new { policies = new[] { "x" } })).Token);
        Assert.Equal(204, (int)(await self.Put("auth/token/revoke-self")).Status);
        (await self.Get("auth/token/lookup-self")).IsError(403, "permission denied");

        var made = await root.Must("auth/token/create", new { policies = new[] { "x" } });
        await root.Must("auth/token/revoke-accessor", new { accessor = made.Auth["accessor"]!.GetValue<string>() });
        (await root.Put("auth/token/lookup", $$"""{"token":"{{made.Token}}"}""")).IsError(403, "bad token");
    }

    [Fact]
    public async Task Only_the_strong_make_strong_tokens()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault);
        using var weak = await Start.With(vault, """path "auth/token/create" { capabilities = ["update"] }""");

        (await weak.Put("auth/token/create", """{"policies":["other"]}""")).IsError(400, "child policies must be subset of parent");
        (await weak.Put("auth/token/create", """{"no_parent":true}""")).IsError(
            400, "root or sudo privileges required to create orphan token");
        Assert.Equal("""["default","p"]""", (await weak.Put("auth/token/create")).Auth["policies"]!.ToJsonString());
    }

    [Fact]
    public async Task Wrapped_answers_open_once()
    {
        var clock = Start.Clock();
        await using var vault = await Start.Vault(VaultFlavour.OpenBao, clock);
        using var root = VaultClient.Root(vault);
        using var anyone = new VaultClient(vault.Address, null);
        await root.Must("secret/data/a", new { data = new { k = "v" } });

        var wrapped = await root.Get("secret/data/a", ("X-Vault-Wrap-TTL", "60s"));
        var info = wrapped.Json["wrap_info"]!;
        Assert.Equal("", wrapped.Json["request_id"]!.GetValue<string>());
        Assert.Null(wrapped.Data);
        Assert.Equal(60, info["ttl"]!.GetValue<int>());
        Assert.Equal("secret/data/a", info["creation_path"]!.GetValue<string>());

        var body = $$"""{"token":"{{info["token"]!.GetValue<string>()}}"}""";
        Assert.Equal("v", (await anyone.Put("sys/wrapping/unwrap", body)).Data!["data"]!["k"]!.GetValue<string>());
        (await anyone.Put("sys/wrapping/unwrap", body)).IsError(400, "wrapping token is not valid or does not exist");
    }
}
