using System.Net;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Domain.Reach;
using Coffer.Vault.Tests.Support;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

/// <summary>Where the VaultConnections of strangers may lead. The servers of this test stand for whatever else listens there.</summary>
public sealed class ReachTests : IAsyncLifetime
{
    private ScriptedVault _server = null!;

    public async Task InitializeAsync()
    {
        _server = await StartAsync();
        _server.Answer = Json(200, """{"request_id":"r","data":{}}""");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task In_a_pod_a_tenants_connection_never_reaches_the_operators_own_ports(string host)
    {
        using var vault = new VaultUnderTest(
            options: TestOptions.Vault with { Reach = new ReachRules { OperatorNamespace = "coffer", Loopback = false } });
        var endpoint = VaultUnderTest.Endpoint(new Uri($"http://{host}:{_server.Address.Port}"));

        Assert.Contains("loopback", (await vault.ReadAsync(endpoint)).Failed(FailureKind.Misconfigured).Message, StringComparison.Ordinal);
        Assert.Contains(
            "loopback", (await vault.Health.CheckAsync(endpoint, CancellationToken.None)).Failed(FailureKind.Misconfigured).Message,
            StringComparison.Ordinal);
        Assert.Empty(_server.Requests);

        (await vault.ReadAsync(endpoint with { Connection = new ObjectKey("coffer", "vault"), Uid = "own" })).Value();
    }

    /// <summary>The loopback address stands for the pod's: on a developer's machine it is as good as any other.</summary>
    [Fact]
    public async Task A_tenants_connection_never_reaches_the_operators_pod_by_its_address_or_a_name_of_it()
    {
        var port = _server.Address.Port;
        using var vault = new VaultUnderTest(
            options: TestOptions.Vault with { Reach = new ReachRules { OperatorNamespace = "coffer", Own = [IPAddress.Loopback] } });

        foreach (var host in new[] { "127.0.0.1", "localhost" })
        {
            var failure = (await vault.ReadAsync(VaultUnderTest.Endpoint(new Uri($"http://{host}:{port}"), host))).Failed(
                FailureKind.Misconfigured);
            Assert.Contains("the operator's own pod", failure.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("localhost", "127.0.0.1")]
    [InlineData("127.0.0.1", "localhost")]
    public async Task The_API_servers_own_address_is_no_Vault(string asked, string apiServer)
    {
        using var vault = new VaultUnderTest(apiServer: new Uri($"https://{apiServer}:{_server.Address.Port}"));

        var failure = (await vault.ReadAsync(VaultUnderTest.Endpoint(new Uri($"http://{asked}:{_server.Address.Port}")))).Failed(
            FailureKind.Misconfigured);

        Assert.Contains("the Kubernetes API server's own address", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_redirect_leads_to_the_API_server_for_nobody()
    {
        await using var api = await StartAsync();
        using var vault = new VaultUnderTest(apiServer: api.Address);
        _server.Answer = Json(307, "", ("Location", $"{api.Address}v1/kv/data/app"));

        foreach (var (ns, hosts) in new[] { ("app", api.Address.Authority), ("app", "127.0.0.1"), ("default", "localhost") })
        {
            var endpoint =
                VaultUnderTest.Endpoint(_server) with { Connection = new ObjectKey(ns, "vault"), Uid = hosts, RedirectHosts = [hosts] };
            (await vault.ReadAsync(endpoint)).Failed(FailureKind.Misconfigured);
        }

        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task A_tenants_connection_and_its_redirects_keep_to_the_operators_list()
    {
        await using var other = await StartAsync();
        var allowed = HostPattern.Parse(_server.Address.Authority)!;
        using var vault = new VaultUnderTest(
            options: TestOptions.Vault with { Reach = new ReachRules { OperatorNamespace = "coffer", Allowed = [allowed] } });
        (await vault.ReadAsync(VaultUnderTest.Endpoint(_server))).Value();

        var refused = (await vault.ReadAsync(VaultUnderTest.Endpoint(other, "other"))).Failed(FailureKind.Misconfigured);
        Assert.Contains($"spec.address: {other.Address.Authority} is not among the addresses that --vault-addresses", refused.Message,
            StringComparison.Ordinal);

        _server.Answer = Json(307, "", ("Location", $"{other.Address}v1/kv/data/app"));
        (await vault.ReadAsync(VaultUnderTest.Endpoint(_server, "led") with { RedirectHosts = ["127.0.0.1"] })).Failed(
            FailureKind.Misconfigured);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_certificate_has_nothing_fetched_that_it_names()
    {
        using var ca = new TestCa();
        await using var secure = await StartAsync(ca.Server(["127.0.0.1"], issuerAt: new Uri(_server.Address, "issuer.crt")));

        foreach (var pem in new[] { ca.Pem, null })
        {
            (await new VaultUnderTest().ReadAsync(
                VaultUnderTest.Endpoint(secure, pem is null ? "system" : "own") with { CaPem = pem })).Failed(FailureKind.Tls);
        }

        Assert.Empty(_server.Requests);
    }
}
