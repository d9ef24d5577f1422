using Coffer.Embedded.Vault;

namespace Coffer.Embedded.Tests.Vault;

public sealed class AppRoleTests
{
    [Theory]
    [InlineData(VaultFlavour.OpenBao, "invalid role or secret ID", "invalid role or secret ID")]
    [InlineData(VaultFlavour.Vault, "invalid role ID", "invalid secret id")]
    [InlineData(VaultFlavour.Vault2, "invalid role or secret ID", "invalid role or secret ID")]
    public async Task Logs_in_with_both_ids_and_refuses_wrong_ones(VaultFlavour flavour, string wrongRole, string wrongSecret)
    {
        await using var vault = await Start.Vault(flavour);
        using var root = VaultClient.Root(vault);
        using var anyone = new VaultClient(vault.Address, null);
        var (role, secret) = await Prepare(root, new { token_policies = "a,b", token_ttl = "10m", secret_id_num_uses = 1 });

        (await anyone.Put("auth/approle/login", Body("nope", secret))).IsError(400, wrongRole);
        (await anyone.Put("auth/approle/login", Body(role, "nope"))).IsError(400, wrongSecret);
        (await anyone.Put("auth/approle/login", $$"""{"role_id":"{{role}}"}""")).IsError(400, "missing secret_id");
        var login = await anyone.Put("auth/approle/login", Body(role, secret));
        Assert.Equal(200, (int)login.Status);
        Assert.Equal("""["a","b","default"]""", login.Auth["policies"]!.ToJsonString());
        Assert.Equal(600, login.Auth["lease_duration"]!.GetValue<int>());
        Assert.Equal("""{"role_name":"app"}""", login.Auth["metadata"]!.ToJsonString());
        Assert.True(login.Auth["orphan"]!.GetValue<bool>());
        (await anyone.Put("auth/approle/login", Body(role, secret))).IsError(400, wrongSecret);
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao, 403, "permission denied")]
    [InlineData(VaultFlavour.Vault, 400, "missing client token")]
    [InlineData(VaultFlavour.Vault2, 403, "permission denied")]
    public async Task Login_at_an_unmounted_path(VaultFlavour flavour, int status, string text)
    {
        await using var vault = await Start.Vault(flavour);
        using var anyone = new VaultClient(vault.Address, null);

        (await anyone.Put("auth/nowhere/login", """{"role_id":"x"}""")).IsError(status, text);
    }

    /// <summary>
    /// The defaults of user lockout, as OpenBao's page of that name and vault/request_handling.go have them: the fifth failure locks
    /// the role id for 15 minutes.
    /// </summary>
    [Fact]
    public async Task Five_wrong_secret_ids_in_a_row_lock_the_role_out()
    {
        var clock = Start.Clock();
        await using var vault = await Start.Vault(VaultFlavour.OpenBao, clock);
        using var root = VaultClient.Root(vault);
        using var anyone = new VaultClient(vault.Address, null);
        var (role, secret) = await Prepare(root, new { token_policies = "a" });
        await FailAsync(4);
        Assert.Equal(200, (int)(await anyone.Put("auth/approle/login", Body(role, secret))).Status);

        await FailAsync(5);
        (await anyone.Put("auth/approle/login", Body(role, secret))).IsError(403, "permission denied");
        clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(200, (int)(await anyone.Put("auth/approle/login", Body(role, secret))).Status);

        async Task FailAsync(int times)
        {
            for (var time = 0; time < times; time++)
            {
                (await anyone.Put("auth/approle/login", Body(role, "nope"))).IsError(400, "invalid role or secret ID");
            }
        }
    }

    [Fact]
    public async Task A_deleted_role_fails_renewal_with_500()
    {
        await using var vault = await Start.Vault(VaultFlavour.OpenBao);
        using var root = VaultClient.Root(vault);
        var (role, secret) = await Prepare(root, new { token_policies = "a" });
        using var own = new VaultClient(
            vault.Address, (await root.Must("auth/approle/login", new { role_id = role, secret_id = secret })).Token);
        Assert.Equal(200, (int)(await own.Put("auth/token/renew-self")).Status);

        await root.Delete("auth/approle/role/app");

        (await own.Put("auth/token/renew-self"))
            .IsError(500, "1 error occurred:\n\t* failed to renew entry: role \"app\" does not exist during renewal\n\n");
    }

    [Fact]
    public async Task Role_limits_hold_at_login_and_at_renewal()
    {
        var clock = Start.Clock();
        await using var vault = await Start.Vault(VaultFlavour.Vault, clock);
        using var root = VaultClient.Root(vault);
        var (role, secret) = await Prepare(
            root, new { token_policies = "a", token_ttl = "10m", token_max_ttl = "15m", secret_id_ttl = "1m" });
        using var own = new VaultClient(
            vault.Address, (await root.Must("auth/approle/login", new { role_id = role, secret_id = secret })).Token);

        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(360, (await own.Put("auth/token/renew-self")).Auth["lease_duration"]!.GetValue<int>());
        (await root.Put("auth/approle/login", Body(role, secret))).IsError(400, "invalid secret id");
        clock.Advance(TimeSpan.FromMinutes(6));
        (await own.Get("auth/token/lookup-self")).IsError(403, "permission denied");
    }

    [Fact]
    public async Task Batch_tokens_and_unmounting()
    {
        await using var vault = await Start.Vault(VaultFlavour.Vault);
        using var root = VaultClient.Root(vault);
        var (role, secret) = await Prepare(root, new { token_policies = "a", token_type = "batch" });
        var login = await root.Must("auth/approle/login", new { role_id = role, secret_id = secret });
        using var own = new VaultClient(vault.Address, login.Token);
        Assert.StartsWith("b.", login.Token);
        Assert.Equal("batch", login.Auth["token_type"]!.GetValue<string>());

        Assert.Equal(200, (int)(await own.Get("auth/token/lookup-self")).Status);
        await root.Delete("sys/auth/approle");
        (await own.Get("auth/token/lookup-self")).IsError(403, "permission denied");
    }

    private static string Body(string role, string secret) => $$"""{"role_id":"{{role}}","secret_id":"{{secret}}"}""";

    private static async Task<(string RoleId, string SecretId)> Prepare(VaultClient root, object role)
    {
        await root.Must("sys/auth/approle", new { type = "approle" });
        await root.Must("auth/approle/role/app", role);
        var roleId = (await root.Get("auth/approle/role/app/role-id")).Data!["role_id"]!.GetValue<string>();
        return (roleId, (await root.Must("auth/approle/role/app/secret-id", new { })).Data!["secret_id"]!.GetValue<string>());
    }
}
