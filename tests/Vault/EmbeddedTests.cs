using System.Net.Http.Json;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Embedded.Vault;
using Coffer.Vault.Tests.Support;

namespace Coffer.Vault.Tests;

/// <summary>The whole way against a server that behaves as the recorded ones do, in all flavours.</summary>
public sealed class EmbeddedTests : IDisposable
{
    private readonly VaultUnderTest _vault = new();

    public void Dispose() => _vault.Dispose();

    [Theory]
    [InlineData(VaultFlavour.OpenBao)]
    [InlineData(VaultFlavour.Vault)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task Log_in_read_renew_look_up_and_diagnose(VaultFlavour flavour)
    {
        await using var server = await EmbeddedVault.StartAsync(
            new EmbeddedVaultOptions { Flavour = flavour, Tls = true }, CancellationToken.None);
        var endpoint = VaultUnderTest.Endpoint(server.Address) with { CaPem = server.CaPem };
        using var root = new RootClient(server);
        var login = await root.AppRoleAsync();
        await root.PutAsync("secret/data/app/config", """{"data":{"password":"canary","big":12345678901234567890}}""");

        var logged = (await _vault.Tokens.LoginAsync(endpoint, login, CancellationToken.None)).Value();
        Assert.Equal(["app", "default"], logged.Policies);
        Assert.True(logged.Renewable);

        var read = (await _vault.Secrets.ReadAsync(
            endpoint, logged.Token, new VaultRead("", "secret/data/app/config"), CancellationToken.None)).Value();
        // As both real servers do, kv-v2 stores the nearest double.
        Assert.Contains("\"big\":12345678901234567000", read.Text(), StringComparison.Ordinal);

        var renewed = (await _vault.Tokens.RenewAsync(endpoint, "", logged.Token, CancellationToken.None)).Value();
        Assert.InRange(renewed.Duration, TimeSpan.FromMinutes(19), TimeSpan.FromMinutes(20));
        var looked = (await _vault.Tokens.LookupAsync(endpoint, "", logged.Token, CancellationToken.None)).Value();
        Assert.Equal(logged.Policies, looked.Policies);

        Assert.Equal(["read"], (await _vault.Diagnosis.CapabilitiesAsync(
            endpoint, "", logged.Token, "secret/data/app/config", CancellationToken.None)).Value());
        Assert.Equal(["deny"],
            (await _vault.Diagnosis.CapabilitiesAsync(endpoint, "", logged.Token, "secret/data/other", CancellationToken.None)).Value());
        Assert.Equal(
            "kv-v2", (await _vault.Diagnosis.MountTypeAsync(endpoint, "", logged.Token, "secret", CancellationToken.None)).Value());

        var health = (await _vault.Health.CheckAsync(endpoint, CancellationToken.None)).Value();
        Assert.True(health is { Initialized: true, Sealed: false, Standby: false, Version.Length: > 0 });
        Assert.DoesNotContain("canary", _vault.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao)]
    [InlineData(VaultFlavour.Vault)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task Refusals_are_told_apart(VaultFlavour flavour)
    {
        await using var server = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions { Flavour = flavour }, CancellationToken.None);
        var endpoint = VaultUnderTest.Endpoint(server.Address);
        using var root = new RootClient(server);
        var login = await root.AppRoleAsync();
        await root.PutAsync("secret/data/app/gone", """{"data":{"a":"1"}}""");
        await root.DeleteAsync("secret/data/app/gone");
        var token = (await _vault.Tokens.LoginAsync(endpoint, login, CancellationToken.None)).Value().Token;
        Task<Outcome<VaultData>> ReadAsync(string path, long version = 0) =>
            _vault.Secrets.ReadAsync(endpoint, token, new VaultRead("", path, version), CancellationToken.None);

        (await ReadAsync("secret/data/app/never")).Failed(FailureKind.NotFound);
        (await ReadAsync("secret/data/app/gone", version: 9)).Failed(FailureKind.NotFound);
        Assert.StartsWith("""{"data":null""", (await ReadAsync("secret/data/app/gone")).Value().Text(), StringComparison.Ordinal);
        (await ReadAsync("secret/data/forbidden")).Failed(FailureKind.Forbidden);
        var wrong = login with
        {
            Body = new Dictionary<string, string> { ["role_id"] = "canary-wrong-role", ["secret_id"] = "canary-wrong-secret" },
        };
        (await _vault.Tokens.LoginAsync(endpoint, wrong, CancellationToken.None)).Failed(FailureKind.Invalid);
        (await _vault.Tokens.LookupAsync(endpoint, "", new VaultToken("hvs.canary-dead-token-0123456789"), CancellationToken.None)).Failed(
            FailureKind.Forbidden);

        server.Seal();
        (await ReadAsync("secret/data/app/never")).Failed(FailureKind.Sealed);
        (await _vault.Tokens.LoginAsync(endpoint, login, CancellationToken.None)).Failed(FailureKind.Sealed);
        Assert.True((await _vault.Health.CheckAsync(endpoint, CancellationToken.None)).Value().Sealed);
        server.Unseal();
        (await _vault.Health.CheckAsync(endpoint, CancellationToken.None)).Value();
        (await ReadAsync("secret/data/app/never")).Failed(FailureKind.NotFound);
        Assert.DoesNotContain("canary", _vault.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VaultFlavour.Vault)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task A_namespace_is_honoured_by_OpenBao_and_refused_on_community_Vault(VaultFlavour flavour)
    {
        await using var bao = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions(), CancellationToken.None);
        await using var community = await EmbeddedVault.StartAsync(
            new EmbeddedVaultOptions { Flavour = flavour }, CancellationToken.None);
        using var root = new RootClient(bao);
        await root.PutAsync("sys/namespaces/team", "{}");

        Task<Outcome<VaultTokenInfo>> LookAsync(EmbeddedVault server, string name, string ns) => _vault.Tokens.LookupAsync(
            VaultUnderTest.Endpoint(server.Address, name), ns, new VaultToken(server.RootToken), CancellationToken.None);

        (await LookAsync(bao, "bao", "team")).Value();
        Assert.Contains("knows no Vault namespace 'nope'", (await LookAsync(bao, "bao", "nope")).Failed(FailureKind.NotFound).Message,
            StringComparison.Ordinal);
        (await LookAsync(community, "community", "team")).Failed(FailureKind.NamespaceIgnored);
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao)]
    [InlineData(VaultFlavour.Vault)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task A_revoked_token_is_dead_and_revoking_it_again_is_done(VaultFlavour flavour)
    {
        await using var server = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions { Flavour = flavour }, CancellationToken.None);
        var endpoint = VaultUnderTest.Endpoint(server.Address);
        using var root = new RootClient(server);
        var token = (await _vault.Tokens.LoginAsync(endpoint, await root.AppRoleAsync(), CancellationToken.None)).Value().Token;

        (await _vault.Tokens.RevokeAsync(endpoint, "", token, CancellationToken.None)).Value();

        (await _vault.Tokens.LookupAsync(endpoint, "", token, CancellationToken.None)).Failed(FailureKind.Forbidden);
        (await _vault.Tokens.RenewAsync(endpoint, "", token, CancellationToken.None)).Failed(FailureKind.Forbidden);
        (await _vault.Secrets.ReadAsync(endpoint, token, new VaultRead("", "secret/data/a"), CancellationToken.None)).Failed(
            FailureKind.Forbidden);
        (await _vault.Tokens.RevokeAsync(endpoint, "", token, CancellationToken.None)).Value();
    }

    [Theory]
    [InlineData(VaultFlavour.OpenBao)]
    [InlineData(VaultFlavour.Vault)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task A_batch_token_can_be_neither_renewed_nor_revoked_and_that_is_no_outage(VaultFlavour flavour)
    {
        await using var server = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions { Flavour = flavour }, CancellationToken.None);
        var endpoint = VaultUnderTest.Endpoint(server.Address);
        using var root = new RootClient(server);
        var token = await root.TokenAsync("""{"type":"batch","policies":["app"]}""");

        (await _vault.Tokens.RenewAsync(endpoint, "", token, CancellationToken.None)).Failed(FailureKind.Invalid);
        (await _vault.Tokens.RevokeAsync(endpoint, "", token, CancellationToken.None)).Value();
        (await _vault.Tokens.LookupAsync(endpoint, "", token, CancellationToken.None)).Value();
    }

    /// <summary>
    /// A role without the default policy: to take its tokens for dead meant a login for each refused read, and in the end none
    /// of its secrets was read.
    /// </summary>
    [Theory]
    [InlineData(VaultFlavour.OpenBao)]
    [InlineData(VaultFlavour.Vault)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task A_token_that_may_neither_look_itself_up_nor_renew_itself_is_alive(VaultFlavour flavour)
    {
        await using var server = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions { Flavour = flavour }, CancellationToken.None);
        var endpoint = VaultUnderTest.Endpoint(server.Address);
        using var root = new RootClient(server);
        var token = await root.TokenAsync("""{"no_default_policy":true,"policies":["app"]}""");

        Assert.Equal(VaultTokenInfo.Unknown, (await _vault.Tokens.LookupAsync(endpoint, "", token, CancellationToken.None)).Value());
        (await _vault.Tokens.RenewAsync(endpoint, "", token, CancellationToken.None)).Failed(FailureKind.Invalid);
        Assert.Contains("1 error occurred",
            (await _vault.Tokens.RevokeAsync(endpoint, "", token, CancellationToken.None)).Failed(FailureKind.Forbidden).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_whose_uses_are_up_is_dead()
    {
        await using var server = await EmbeddedVault.StartAsync(
            new EmbeddedVaultOptions { Flavour = VaultFlavour.Vault2 }, CancellationToken.None);
        var endpoint = VaultUnderTest.Endpoint(server.Address);
        using var root = new RootClient(server);
        var token = await root.TokenAsync("""{"num_uses":2,"policies":["app"]}""");

        (await _vault.Tokens.LookupAsync(endpoint, "", token, CancellationToken.None)).Value();
        Assert.Contains("token not found",
            (await _vault.Tokens.RenewAsync(endpoint, "", token, CancellationToken.None)).Failed(FailureKind.Invalid).Message,
            StringComparison.Ordinal);
        (await _vault.Tokens.LookupAsync(endpoint, "", token, CancellationToken.None)).Failed(FailureKind.Forbidden);
    }

    /// <summary>
    /// Vault 2 calls many a bad request an internal error. Nothing is wrong with the server, and asking again helps nobody.
    /// </summary>
    [Theory]
    [InlineData(VaultFlavour.OpenBao)]
    [InlineData(VaultFlavour.Vault2)]
    public async Task A_bad_login_that_is_answered_with_500_is_no_outage(VaultFlavour flavour)
    {
        await using var server = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions { Flavour = flavour }, CancellationToken.None);
        var endpoint = VaultUnderTest.Endpoint(server.Address);
        using var root = new RootClient(server);
        var login = await root.AppRoleAsync();
        var nobody = login with { Body = new Dictionary<string, string> { ["secret_id"] = "canary-secret" } };
        for (var i = 0; i < 10; i++)
        {
            Assert.False(
                (await _vault.Tokens.LoginAsync(endpoint, nobody, CancellationToken.None)).Failed(FailureKind.Invalid).IsTransient);
        }

        foreach (var length in new[] { 5000, 1_100_000 })
        {
            var huge = login with { Body = new Dictionary<string, string>(login.Body) { ["secret_id"] = new string('x', length) } };
            (await _vault.Tokens.LoginAsync(endpoint, huge, CancellationToken.None)).Failed(FailureKind.Invalid);
        }

        (await _vault.Tokens.LoginAsync(endpoint, login, CancellationToken.None)).Value();
    }

    [Fact]
    public async Task A_Vault_that_comes_back_is_used_at_once_after_a_good_probe()
    {
        await using var server = await EmbeddedVault.StartAsync(new EmbeddedVaultOptions(), CancellationToken.None);
        var endpoint = VaultUnderTest.Endpoint(server.Address);
        var token = new VaultToken(server.RootToken);
        await server.StopAsync();
        (await _vault.Health.CheckAsync(endpoint, CancellationToken.None)).Failed(FailureKind.Unreachable);
        (await _vault.Tokens.LookupAsync(endpoint, "", token, CancellationToken.None)).Failed(FailureKind.CircuitOpen);

        await server.StartAgainAsync(CancellationToken.None);
        (await _vault.Health.CheckAsync(endpoint, CancellationToken.None)).Value();

        (await _vault.Tokens.LookupAsync(endpoint, "", token, CancellationToken.None)).Value();
    }

    /// <summary>Sets a server up as its root, over plain HTTP calls.</summary>
    private sealed class RootClient : IDisposable
    {
        private readonly HttpClient _http;

        public RootClient(EmbeddedVault server)
        {
            var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => server.CaPem is not null };
            _http = new HttpClient(handler) { BaseAddress = new Uri(server.Address, "v1/") };
            _http.DefaultRequestHeaders.Add("X-Vault-Token", server.RootToken);
        }

        public async Task<VaultLoginRequest> AppRoleAsync()
        {
            await PutAsync("sys/policies/acl/app", """{"policy":"path \"secret/data/app/*\" { capabilities = [\"read\"] }"}""");
            await PutAsync("sys/auth/approle", """{"type":"approle"}""");
            await PutAsync("auth/approle/role/app", """{"token_policies":"app","token_ttl":"20m"}""");
            var role = await _http.GetFromJsonAsync<JsonElement>("auth/approle/role/app/role-id");
            var secret = await PutAsync("auth/approle/role/app/secret-id", "{}");
            var body = new Dictionary<string, string>
            {
                ["role_id"] = role.GetProperty("data").GetProperty("role_id").GetString()!,
                ["secret_id"] = secret.GetProperty("data").GetProperty("secret_id").GetString()!,
            };
            return new VaultLoginRequest("", "approle", new Dictionary<string, string>(), body);
        }

        public async Task<VaultToken> TokenAsync(string json) =>
            new((await PutAsync("auth/token/create", json)).GetProperty("auth").GetProperty("client_token").GetString()!);

        public async Task<JsonElement> PutAsync(string path, string json)
        {
            using var content = new StringContent(json);
            using var response = await _http.PutAsync(new Uri(path, UriKind.Relative), content);
            var body = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{path}: {body}");
            return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
        }

        public async Task DeleteAsync(string path)
        {
            using var response = await _http.DeleteAsync(new Uri(path, UriKind.Relative));
            response.EnsureSuccessStatusCode();
        }

        public void Dispose() => _http.Dispose();
    }
}
