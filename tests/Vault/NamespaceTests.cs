using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

/// <summary>A namespace that the server ignores would hand out the root namespace's secrets.</summary>
public sealed class NamespaceTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly VaultUnderTest _vault;
    private ScriptedVault _server = null!;

    public NamespaceTests() => _vault = new VaultUnderTest(_time);

    private VaultEndpoint Endpoint => VaultUnderTest.Endpoint(_server);

    public async Task InitializeAsync() => _server = await StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task Old_community_Vault_is_refused_before_any_secret_or_credential_is_sent()
    {
        _server.Answer = Server("1.8.0-dev", echoes: false, knows: null);

        var read = (await _vault.ReadAsync(Endpoint, ns: "team")).Failed(FailureKind.NamespaceIgnored);
        (await LoginAsync("team")).Failed(FailureKind.NamespaceIgnored);

        Assert.Contains("OpenBao or Vault Enterprise", read.Message, StringComparison.Ordinal);
        Assert.Contains("in namespace team", read.Message, StringComparison.Ordinal);
        Assert.False(read.IsTransient);
        Assert.Empty(_server.Reads);
    }

    /// <summary>Newer community versions repeat the header on every answer and ignore it all the same.</summary>
    [Fact]
    public async Task Newer_community_Vault_that_repeats_the_header_is_refused_too()
    {
        _server.Answer = Server("1.20.0", echoes: true, knows: null);

        (await _vault.ReadAsync(Endpoint, ns: "team")).Failed(FailureKind.NamespaceIgnored);

        Assert.Empty(_server.Reads);
    }

    [Theory]
    [InlineData("team")]
    [InlineData("/team/")]
    public async Task OpenBao_is_asked_once_and_then_only_read(string ns)
    {
        _server.Answer = Server("2.6.2", echoes: true, knows: "team");

        for (var i = 0; i < 5; i++)
        {
            (await _vault.ReadAsync(Endpoint, ns: ns)).Value();
        }

        Assert.Equal((5, 1, 1), (_server.Reads.Count, _server.Count("/sys/health"), _server.Count("/sys/internal")));
        Assert.All(_server.Reads, r => Assert.Equal("team", r.Header("X-Vault-Namespace")));
    }

    [Fact]
    public async Task Enterprise_Vault_need_not_repeat_the_header()
    {
        _server.Answer = Server("1.16.3+ent", echoes: false, knows: "team");

        (await _vault.ReadAsync(Endpoint, ns: "team")).Value();

        Assert.Equal(0, _server.Count("/sys/internal"));
    }

    [Fact]
    public async Task An_unknown_namespace_says_so()
    {
        _server.Answer = Server("2.6.2", echoes: true, knows: "team");

        var failure = (await _vault.ReadAsync(Endpoint, ns: "nope")).Failed(FailureKind.NotFound);

        Assert.Contains("knows no Vault namespace 'nope'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("root")]
    public async Task The_root_namespace_sends_no_header_and_asks_nothing(string ns)
    {
        _server.Answer = Server("1.8.0-dev", echoes: false, knows: null);

        (await _vault.ReadAsync(Endpoint, ns: ns)).Value();

        Assert.Null(Assert.Single(_server.Requests).Header("X-Vault-Namespace"));
    }

    [Fact]
    public async Task A_server_that_changes_its_mind_is_noticed_at_once_and_a_replaced_one_soon()
    {
        _server.Answer = Server("2.6.2", echoes: true, knows: "team");
        (await _vault.ReadAsync(Endpoint, ns: "team")).Value();

        _server.Answer = Server("1.8.0-dev", echoes: false, knows: null);
        (await _vault.ReadAsync(Endpoint, ns: "team")).Failed(FailureKind.NamespaceIgnored);

        _time.Advance(TimeSpan.FromMinutes(5));
        (await _vault.ReadAsync(Endpoint, ns: "team")).Failed(FailureKind.NamespaceIgnored);
        _server.Answer = Server("2.6.2", echoes: true, knows: "team");
        _time.Advance(TimeSpan.FromMinutes(5));
        (await _vault.ReadAsync(Endpoint, ns: "team")).Value();
    }

    [Fact]
    public async Task A_sealed_server_is_sealed_and_not_ignorant()
    {
        _server.Answer = Json(503, """{"errors":["Vault is sealed"]}""");
        (await _vault.ReadAsync(Endpoint, ns: "team")).Failed(FailureKind.Sealed);

        _server.Answer = Server("2.6.2", echoes: true, knows: "team");
        (await _vault.ReadAsync(Endpoint, ns: "team")).Value();
    }

    [Fact]
    public async Task A_namespace_that_is_no_header_value_is_misconfigured()
    {
        (await _vault.ReadAsync(Endpoint, ns: "te\nam")).Failed(FailureKind.Misconfigured);

        Assert.Empty(_server.Requests);
    }

    /// <summary>One server in the flavours of the wire: what it does with the header is all that differs.</summary>
    private static RequestDelegate Server(string version, bool echoes, string? knows) => context =>
    {
        var asked = context.Request.Headers["X-Vault-Namespace"].ToString();
        (string, string)[] echo = echoes && asked.Length > 0 ? [("X-Vault-Namespace", asked)] : [];
        if (context.Request.Path == "/v1/sys/health")
        {
            return Json(200, $$"""{"initialized":true,"sealed":false,"standby":false,"version":"{{version}}"}""")(context);
        }

        return knows is not null && asked.Length > 0 && asked != knows
            ? Json(404, """{"errors":["namespace not found"]}""", echo)(context)
            : Json(
                200, """{"request_id":"r","data":{"secret":{},"auth":{}},"auth":{"client_token":"t","lease_duration":1}}""", echo)(context);
    };

    private Task<Outcome<VaultLogin>> LoginAsync(string ns) => _vault.Tokens.LoginAsync(
        Endpoint,
        new VaultLoginRequest(ns, "kube", new Dictionary<string, string>(), new Dictionary<string, string> { ["jwt"] = "canary" }),
        CancellationToken.None);
}
