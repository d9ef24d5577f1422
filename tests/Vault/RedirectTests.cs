using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Tests.Support;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

public sealed class RedirectTests : IAsyncLifetime, IDisposable
{
    private readonly VaultUnderTest _vault = new();
    private ScriptedVault _standby = null!;
    private ScriptedVault _active = null!;

    private VaultEndpoint Endpoint =>
        VaultUnderTest.Endpoint(_standby) with { RedirectHosts = [_active.Address.Authority, _standby.Address.Authority] };

    public async Task InitializeAsync() => (_standby, _active) = (await StartAsync(), await StartAsync());

    public async Task DisposeAsync()
    {
        await _standby.DisposeAsync();
        await _active.DisposeAsync();
    }

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task A_standby_sends_on_to_the_active_node_with_everything()
    {
        _standby.Answer = context => Json(307, "", ("Location", $"{_active.Address}v1/auth/kube/login"))(context);
        _active.Answer = Json(200, """{"request_id":"r","auth":{"client_token":"t","lease_duration":60,"policies":[]}}""");

        (await _vault.Tokens.LoginAsync(
            Endpoint with { Headers = new Dictionary<string, string> { ["X-Team"] = "blue" } },
            new VaultLoginRequest("", "kube", new Dictionary<string, string>(), new Dictionary<string, string> { ["jwt"] = "j" }),
            CancellationToken.None)).Value();

        var request = Assert.Single(_active.Requests);
        Assert.Equal(("PUT", "/v1/auth/kube/login", """{"jwt":"j"}""", "blue"),
            (request.Method, request.Target, request.Body, request.Header("X-Team")));
    }

    [Fact]
    public async Task A_read_takes_its_token_and_query_along()
    {
        _standby.Answer = To(_active);
        _active.Answer = Json(200, """{"request_id":"r","data":{}}""");

        (await _vault.ReadAsync(Endpoint, version: 2)).Value();

        var request = Assert.Single(_active.Requests);
        Assert.Equal(("/v1/kv/data/app?version=2", VaultUnderTest.Token.Value), (request.Target, request.Header("X-Vault-Token")));
    }

    [Fact]
    public async Task Standbys_that_point_at_each_other_end_after_three_hops()
    {
        _standby.Answer = To(_active);
        _active.Answer = To(_standby);

        (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.Unavailable);

        Assert.Equal(4, _standby.Requests.Count + _active.Requests.Count);
    }

    [Theory]
    [InlineData("ftp://elsewhere/v1/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData(null)]
    public async Task A_redirect_to_nowhere_is_malformed(string? location)
    {
        _standby.Answer = location is null ? Json(307, "") : Json(307, "", ("Location", location));

        (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.Malformed);
    }

    [Fact]
    public async Task A_redirect_from_TLS_to_plain_text_is_refused_and_the_token_stays()
    {
        using var ca = new TestCa();
        await using var secure = await StartAsync(ca.Server("127.0.0.1"));
        secure.Answer = context => Json(307, "", ("Location", $"{_active.Address}v1/x"))(context);

        var failure = (await _vault.ReadAsync(VaultUnderTest.Endpoint(secure) with { CaPem = ca.Pem })).Failed(FailureKind.Misconfigured);

        Assert.Contains("api_addr", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_active.Requests);
    }

    [Fact]
    public async Task A_host_that_the_connection_does_not_name_hears_nothing_and_the_message_says_what_to_set()
    {
        _standby.Answer = Json(307, "", ("Location", $"http://active.invalid:8200/v1/kv/data/app"));

        var failure = (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.Misconfigured);

        Assert.Contains("add active.invalid:8200 to spec.redirectHosts of the VaultConnection", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>The answer of whatever listens there would stand in a Secret of whoever runs the redirecting server.</summary>
    [Theory]
    [InlineData("v1/kv/data/app", false)]
    [InlineData("api/v1/status/config?any=query", true)]
    [InlineData("v1/kv/data/app?list=true", true)]
    [InlineData("v1/auth/token/create", true)]
    public async Task Neither_another_port_of_this_host_nor_another_path_is_asked_in_the_operators_name(string target, bool isNamed)
    {
        _standby.Answer = Json(307, "", ("Location", $"{_active.Address}{target}"));

        (await _vault.ReadAsync(isNamed ? Endpoint : Endpoint with { RedirectHosts = [] })).Failed(FailureKind.Misconfigured);

        Assert.Empty(_active.Requests);
    }

    [Fact]
    public async Task A_named_host_whose_name_leads_to_loopback_is_not_followed()
    {
        _standby.Answer = Json(307, "", ("Location", $"http://localhost:{_active.Address.Port}/v1/kv/data/app"));

        foreach (var ns in new[] { "app", "default" })
        {
            var endpoint = Endpoint with { RedirectHosts = ["localhost"], Connection = new ObjectKey(ns, "vault"), Uid = ns };
            Assert.Contains(
                "loopback", (await _vault.ReadAsync(endpoint)).Failed(FailureKind.Misconfigured).Message, StringComparison.Ordinal);
        }

        Assert.Empty(_active.Requests);
    }

    private static Microsoft.AspNetCore.Http.RequestDelegate To(ScriptedVault other) => context =>
        Json(307, "", ("Location", $"{other.Address}v1{context.Request.Path.Value![3..]}{context.Request.QueryString}"))(context);
}
