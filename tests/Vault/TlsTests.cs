using System.Net;
using System.Net.Sockets;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Tests.Support;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

public sealed class TlsTests : IDisposable
{
    private readonly TestCa _ca = new();
    private readonly VaultUnderTest _vault = new();

    public void Dispose()
    {
        _ca.Dispose();
        _vault.Dispose();
    }

    [Fact]
    public async Task The_connections_own_CA_is_trusted()
    {
        await using var server = await StartAsync(_ca.Server("127.0.0.1"));

        await AssertReadAsync(server, VaultUnderTest.Endpoint(server) with { CaPem = _ca.Pem });
    }

    [Fact]
    public async Task One_of_several_CAs_of_a_bundle_is_enough()
    {
        using var other = new TestCa("Other Root");
        await using var server = await StartAsync(_ca.Server("127.0.0.1"));

        await AssertReadAsync(server, VaultUnderTest.Endpoint(server) with { CaPem = other.Pem + "\n" + _ca.Pem });
    }

    [Fact]
    public async Task An_intermediate_in_the_bundle_is_an_anchor()
    {
        await using var server = await StartAsync(_ca.ServerOfIntermediate("127.0.0.1"));

        await AssertReadAsync(server, VaultUnderTest.Endpoint(server) with { CaPem = _ca.IntermediatePem });
    }

    [Fact]
    public async Task A_foreign_CA_and_the_systems_roots_are_refused_naming_the_certificate()
    {
        using var other = new TestCa("Other Root");
        await using var server = await StartAsync(_ca.Server("127.0.0.1"));

        foreach (var pem in new[] { other.Pem, null })
        {
            var endpoint = VaultUnderTest.Endpoint(server, pem is null ? "system" : "foreign") with { CaPem = pem };
            var failure = (await _vault.ReadAsync(endpoint)).Failed(FailureKind.Tls);
            Assert.Contains("CN=vault, issued by CN=Test Root, is not trusted", failure.Message, StringComparison.Ordinal);
        }

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_wrong_name_is_refused_naming_it()
    {
        await using var server = await StartAsync(_ca.Server("vault.example"));

        var failure = (await _vault.ReadAsync(VaultUnderTest.Endpoint(server) with { CaPem = _ca.Pem })).Failed(FailureKind.Tls);

        Assert.Contains("not valid for the name 127.0.0.1", failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_TLS_server_name_is_sent_and_verified_and_the_host_header_stays()
    {
        await using var server = await StartAsync(_ca.Server("vault.example"));

        await AssertReadAsync(server, VaultUnderTest.Endpoint(server) with { CaPem = _ca.Pem, TlsServerName = "vault.example" });

        Assert.Contains("vault.example", server.ServerNames);
        Assert.Equal(server.Address.Authority, Assert.Single(server.Requests).Header("Host"));
    }

    [Fact]
    public async Task A_TLS_server_name_that_the_certificate_lacks_is_refused()
    {
        await using var server = await StartAsync(_ca.Server("127.0.0.1", "vault.example"));

        var failure = (await _vault.ReadAsync(VaultUnderTest.Endpoint(server) with { CaPem = _ca.Pem, TlsServerName = "other.example" }))
            .Failed(FailureKind.Tls);

        Assert.Contains("not valid for the name other.example", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skipping_verification_accepts_anything()
    {
        await using var server = await StartAsync(_ca.Server("vault.example"));

        await AssertReadAsync(server, VaultUnderTest.Endpoint(server) with { SkipTlsVerify = true });
        await AssertReadAsync(
            server, VaultUnderTest.Endpoint(server, "named") with { SkipTlsVerify = true, TlsServerName = "any.example" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("not PEM")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public async Task A_bundle_without_certificate_is_misconfigured(string pem)
    {
        var endpoint = VaultUnderTest.Endpoint(new Uri("https://127.0.0.1:1")) with { CaPem = pem };

        Assert.Contains(
            "CA bundle", (await _vault.ReadAsync(endpoint)).Failed(FailureKind.Misconfigured).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_to_a_plain_port_is_a_TLS_failure()
    {
        await using var server = await StartAsync();

        (await _vault.ReadAsync(VaultUnderTest.Endpoint(new UriBuilder(server.Address) { Scheme = "https" }.Uri))).Failed(FailureKind.Tls);
    }

    /// <summary>As when a Vault or the load balancer before it is stopped: nobody's certificate is at fault.</summary>
    [Fact]
    public async Task A_server_that_goes_away_during_the_handshake_is_unreachable()
    {
        using var leaving = new TcpListener(IPAddress.Loopback, 0);
        leaving.Start();

        var read = _vault.ReadAsync(VaultUnderTest.Endpoint(new Uri($"https://{leaving.LocalEndpoint}"), "leaving"));
        using (var client = await leaving.AcceptTcpClientAsync())
        {
            Assert.NotEqual(0, await client.GetStream().ReadAsync(new byte[16 * 1024]));
        }

        (await read).Failed(FailureKind.Unreachable);
    }

    private async Task AssertReadAsync(ScriptedVault server, VaultEndpoint endpoint)
    {
        server.Answer = Json(200, """{"request_id":"r","data":{"a":1}}""");
        Assert.Equal("""{"a":1}""", (await _vault.ReadAsync(endpoint)).Value().Text());
    }
}
