using System.Net;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Domain.Reach;
using Coffer.Tests.Support;
using Coffer.Vault.Tests.Support;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

/// <summary>Through a real proxy. Only it knows the names that are asked for here.</summary>
public sealed class ProxyTests : IDisposable
{
    private readonly TestCa _ca = new();
    private readonly TestProxy _proxy = new();

    public void Dispose()
    {
        _ca.Dispose();
        _proxy.Dispose();
    }

    [Fact]
    public async Task A_plain_Vault_is_asked_by_an_absolute_URL()
    {
        await using var server = await StartAsync();
        using var vault = Through(_proxy.Address);

        await AssertReadAsync(vault, server, VaultUnderTest.Endpoint(new Uri($"http://vault.invalid:{server.Address.Port}")));

        Assert.Equal($"GET http://vault.invalid:{server.Address.Port}/v1/kv/data/app HTTP/1.1", Assert.Single(_proxy.Requests));
    }

    [Fact]
    public async Task A_Vault_with_TLS_is_reached_by_a_tunnel_and_its_certificate_is_checked()
    {
        await using var server = await StartAsync(_ca.Server("vault.invalid"));
        using var vault = Through(_proxy.Address);
        var endpoint = VaultUnderTest.Endpoint(new Uri($"https://vault.invalid:{server.Address.Port}")) with { CaPem = _ca.Pem };

        await AssertReadAsync(vault, server, endpoint);
        (await vault.ReadAsync(endpoint with { Uid = "u", Address = new Uri($"https://other.invalid:{server.Address.Port}") })).Failed(
            FailureKind.Tls);

        Assert.Equal($"CONNECT vault.invalid:{server.Address.Port} HTTP/1.1", _proxy.Requests[0]);
    }

    [Fact]
    public async Task A_TLS_server_name_of_ones_own_works_through_a_proxy_too()
    {
        await using var server = await StartAsync(_ca.Server("inner.example"));
        using var vault = Through(_proxy.Address);

        await AssertReadAsync(
            vault, server, VaultUnderTest.Endpoint(new Uri($"https://vault.invalid:{server.Address.Port}")) with
            {
                CaPem = _ca.Pem,
                TlsServerName = "inner.example",
            });

        Assert.Contains("inner.example", server.ServerNames);
        Assert.Equal($"CONNECT vault.invalid:{server.Address.Port} HTTP/1.1", Assert.Single(_proxy.Requests));
    }

    [Theory]
    [InlineData("http", null)]
    [InlineData("https", null)]
    [InlineData("https", "vault.invalid")]
    public async Task A_proxy_that_wants_a_password_gets_it_and_Vault_does_not(string scheme, string? tlsServerName)
    {
        using var guarded = new TestProxy("user:pass word");
        await using var server = await StartAsync(scheme == "https" ? _ca.Server("vault.invalid") : null);
        using var vault = Through(guarded.Address, new NetworkCredential("user", "pass word"));

        await AssertReadAsync(
            vault, server, VaultUnderTest.Endpoint(new Uri($"{scheme}://vault.invalid:{server.Address.Port}")) with
            {
                CaPem = _ca.Pem,
                TlsServerName = tlsServerName,
            });

        Assert.All(server.Requests, request => Assert.True(scheme == "http" || request.Header("Proxy-Authorization") is null));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task A_Vault_behind_a_SOCKS_proxy_with_a_password_is_read(string scheme)
    {
        using var guarded = new TestSocksProxy("user:pass word");
        await using var server = await StartAsync(scheme == "https" ? _ca.Server("vault.invalid") : null);
        using var vault = Through(new Uri($"socks5://127.0.0.1:{guarded.Port}"), new NetworkCredential("user", "pass word"));

        await AssertReadAsync(
            vault, server, VaultUnderTest.Endpoint(new Uri($"{scheme}://vault.invalid:{server.Address.Port}")) with { CaPem = _ca.Pem });

        Assert.Equal($"vault.invalid:{server.Address.Port}", Assert.Single(guarded.Requests));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("vault.invalid")]
    public async Task A_proxy_that_refuses_is_told_as_such(string? tlsServerName)
    {
        using var guarded = new TestProxy("user:word");
        using var vault = Through(guarded.Address);

        var failure = (await vault.ReadAsync(
            VaultUnderTest.Endpoint(new Uri("https://vault.invalid:8200")) with { TlsServerName = tlsServerName })).Failed(
            FailureKind.Unreachable);

        Assert.Contains("proxy", failure.Message, StringComparison.Ordinal);
        Assert.Contains("407", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// The proxy may stand on a loopback address, and finds the addresses of names: what a URL spells is judged all the same.
    /// </summary>
    [Fact]
    public async Task What_a_tenants_URL_spells_is_judged_before_a_proxy_is_asked()
    {
        var list = new ReachRules { OperatorNamespace = "coffer", Loopback = false, Allowed = [HostPattern.Parse("*.invalid")!] };
        await using var server = await StartAsync();
        using var vault = new VaultUnderTest(options: TestOptions.Vault with { Proxy = new WebProxy(_proxy.Address), Reach = list });

        foreach (var host in new[] { "169.254.169.254", "elsewhere.example" })
        {
            (await vault.ReadAsync(VaultUnderTest.Endpoint(new Uri($"http://{host}:{server.Address.Port}"), host))).Failed(
                FailureKind.Misconfigured);
        }

        Assert.Empty(_proxy.Requests);
        await AssertReadAsync(vault, server, VaultUnderTest.Endpoint(new Uri($"http://vault.invalid:{server.Address.Port}")));
    }

    [Fact]
    public async Task A_redirect_through_a_proxy_keeps_to_the_same_rules()
    {
        await using var server = await StartAsync();
        using var vault = Through(_proxy.Address);
        server.Answer = Json(307, "", ("Location", "http://elsewhere.invalid/v1/kv/data/app"));

        (await vault.ReadAsync(VaultUnderTest.Endpoint(new Uri($"http://vault.invalid:{server.Address.Port}")))).Failed(
            FailureKind.Misconfigured);

        Assert.Single(_proxy.Requests);
    }

    private static VaultUnderTest Through(Uri proxy, NetworkCredential? credential = null) =>
        new(options: TestOptions.Vault with { Proxy = new WebProxy(proxy) { Credentials = credential } });

    private static async Task AssertReadAsync(VaultUnderTest vault, ScriptedVault server, VaultEndpoint endpoint)
    {
        server.Answer = Json(200, """{"request_id":"r","data":{"a":1}}""");
        Assert.Equal("""{"a":1}""", (await vault.ReadAsync(endpoint)).Value().Text());
    }
}
