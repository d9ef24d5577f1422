using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Tests.Support;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

public sealed class LoginTests : IAsyncLifetime, IDisposable
{
    private const string Jwt = "eyJhbGciOi.canary-jwt.c2ln";
    private readonly VaultUnderTest _vault = new();
    private ScriptedVault _server = null!;

    private VaultEndpoint Endpoint => VaultUnderTest.Endpoint(_server);

    public async Task InitializeAsync() => _server = await StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Assert.DoesNotContain("canary", _vault.Log, StringComparison.Ordinal);
    }

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task A_login_is_one_PUT_of_its_fields_with_its_own_headers()
    {
        _server.Answer = Json(200, Auth(policies: """["default","app"]"""));

        var login = (await LoginAsync(new Dictionary<string, string> { ["X-Only-Login"] = "1" })).Value();

        Assert.Equal(("hvs.canary-new", TimeSpan.FromSeconds(3600), true), (login.Token.Value, login.Duration, login.Renewable));
        Assert.Equal(["app", "default"], login.Policies);
        Assert.DoesNotContain("canary", login.ToString(), StringComparison.Ordinal);
        var request = Assert.Single(_server.Requests);
        Assert.Equal(("PUT", "/v1/auth/my-kube/login", "1"), (request.Method, request.Target, request.Header("X-Only-Login")));
        Assert.Null(request.Header("X-Vault-Token"));
        Assert.Equal("application/json", request.Header("Content-Type"));
        var body = JsonSerializer.Deserialize<Dictionary<string, string>>(request.Body)!;
        Assert.Equal(("app", Jwt), (body["role"], body["jwt"]));
    }

    [Theory]
    [InlineData(400, """["invalid role name \"app\""]""", FailureKind.Invalid, """invalid role name "app" """)]
    [InlineData(400, """["missing client token"]""", FailureKind.Invalid, "missing client token")]
    [InlineData(403, """["permission denied"]""", FailureKind.Forbidden, "permission denied")]
    [InlineData(403, """["service account name not authorized"]""", FailureKind.Forbidden, "service account name not authorized")]
    [InlineData(500, """["not a compact JWS"]""", FailureKind.ServerError, "not a compact JWS")]
    public async Task A_refused_login_keeps_Vaults_words(int status, string errors, FailureKind kind, string text)
    {
        _server.Answer = Json(status, $$"""{"errors":{{errors}}}""");

        var failure = (await LoginAsync()).Failed(kind);

        Assert.Equal($"PUT auth/my-kube/login: {status} {text.Trim()}", failure.Message);
    }

    [Fact]
    public async Task Credentials_that_Vault_sends_back_in_an_error_are_blanked_out()
    {
        _server.Answer = Json(500, $$"""{"errors":["error converting input {{Jwt}} for field \"jwt\" of role app"]}""");

        var failure = (await LoginAsync()).Failed(FailureKind.ServerError);

        Assert.Contains("error converting input *** for field \"jwt\" of role app", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_credential_holds_in_another_spelling_is_blanked_out_too()
    {
        _server.Answer = Json(400, """{"errors":["should have been 'x-amz-security-token:c4nary//token=='"]}""");
        var request = new VaultLoginRequest(
            "", "aws", new Dictionary<string, string>(), new Dictionary<string, string> { ["iam_request_headers"] = "e30=" })
        {
            Secrets = ["c4nary//token=="],
        };

        var failure = (await _vault.Tokens.LoginAsync(Endpoint, request, CancellationToken.None)).Failed(FailureKind.Invalid);

        Assert.Contains("should have been 'x-amz-security-token:***'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"request_id":"r","auth":null,"data":{"canary":1}}""", FailureKind.Malformed)]
    [InlineData("""{"request_id":"r","auth":{"client_token":"","lease_duration":1}}""", FailureKind.Malformed)]
    [InlineData("""{"request_id":"r","auth":{"client_token":"hvs.canary","lease_duration":"canary"}}""", FailureKind.Malformed)]
    [InlineData("""{"request_id":"r","auth":"canary"}""", FailureKind.Malformed)]
    [InlineData("""{"request_id":"r","auth":{"client_token":"","mfa_requirement":{"canary":1}}}""", FailureKind.Invalid)]
    public async Task A_login_without_a_usable_token_fails(string body, FailureKind kind)
    {
        _server.Answer = Json(200, body);

        Assert.DoesNotContain("canary", (await LoginAsync()).Failed(kind).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewal_tells_the_duration_that_Vault_gave()
    {
        _server.Answer = Json(200, Auth(duration: 5, renewable: false));

        var renewed = (await _vault.Tokens.RenewAsync(Endpoint, "", VaultUnderTest.Token, CancellationToken.None)).Value();

        Assert.Equal((TimeSpan.FromSeconds(5), false), (renewed.Duration, renewed.Renewable));
        var request = Assert.Single(_server.Requests);
        Assert.Equal(("PUT", "/v1/auth/token/renew-self"), (request.Method, request.Target));
        Assert.Equal(VaultUnderTest.Token.Value, request.Header("X-Vault-Token"));
    }

    [Theory]
    [InlineData(400, "lease is not renewable", FailureKind.Invalid)]
    [InlineData(500, "failed to renew entry: role app does not exist during renewal", FailureKind.ServerError)]
    [InlineData(403, "permission denied", FailureKind.Forbidden)]
    public async Task A_refused_renewal_is_told_apart(int status, string error, FailureKind kind)
    {
        _server.Answer = Json(status, $$"""{"errors":["{{error}}"]}""");

        (await _vault.Tokens.RenewAsync(Endpoint, "", VaultUnderTest.Token, CancellationToken.None)).Failed(kind);
    }

    [Fact]
    public async Task Lookup_lists_the_same_policies_as_the_login_did()
    {
        _server.Answer = Json(
            200,
            """{"request_id":"r","data":{"id":"hvs.canary","ttl":30,"policies":["default","app"],"identity_policies":["team","app"]}}""");

        var info = (await _vault.Tokens.LookupAsync(Endpoint, "", VaultUnderTest.Token, CancellationToken.None)).Value();

        Assert.Equal(TimeSpan.FromSeconds(30), info.Ttl);
        Assert.Equal(["app", "default", "team"], info.Policies);
    }

    /// <summary>Vault tells whole seconds, and zero for a token without an end.</summary>
    [Theory]
    [InlineData("null", 0)]
    [InlineData("\"2026-11-30T12:00:00Z\"", 1)]
    public async Task A_token_in_its_last_second_is_none_without_an_end(string end, int seconds)
    {
        _server.Answer = Json(200, $$"""{"request_id":"r","data":{"policies":[],"expire_time":{{end}},"ttl":0} }""");

        var info = (await _vault.Tokens.LookupAsync(Endpoint, "", VaultUnderTest.Token, CancellationToken.None)).Value();

        Assert.Equal(TimeSpan.FromSeconds(seconds), info.Ttl);
    }

    [Theory]
    [InlineData("""{"request_id":"r","data":{"kv/data/app":["read","deny"],"capabilities":["read","deny"]}}""")]
    [InlineData("""{"kv/data/app":["deny","read"],"data":{"kv/data/app":["deny","read"]}}""")]
    public async Task Capabilities_are_those_of_the_asked_path(string body)
    {
        _server.Answer = Json(200, body);

        var capabilities = await _vault.Diagnosis.CapabilitiesAsync(
            Endpoint, "", VaultUnderTest.Token, "/kv/data/app", CancellationToken.None);

        Assert.Equal(["deny", "read"], capabilities.Value());
        Assert.Equal("""{"paths":["kv/data/app"]}""", Assert.Single(_server.Requests).Body);
    }

    [Theory]
    [InlineData("""{"type":"kv","options":{"version":"2"}}""", "kv-v2")]
    [InlineData("""{"type":"kv","options":{"version":"1"}}""", "kv-v1")]
    [InlineData("""{"type":"kv","options":null}""", "kv-v1")]
    [InlineData("""{"type":"pki"}""", "pki")]
    public async Task The_type_of_a_mount_includes_the_kv_version(string data, string type)
    {
        _server.Answer = Json(200, $$"""{"request_id":"r","data":{{data}}}""");

        Assert.Equal(
            type, (await _vault.Diagnosis.MountTypeAsync(Endpoint, "", VaultUnderTest.Token, "kv/", CancellationToken.None)).Value());
        Assert.Equal("/v1/sys/internal/ui/mounts/kv", Assert.Single(_server.Requests).Target);
    }

    private static string Auth(int duration = 3600, bool renewable = true, string policies = "[]") =>
        $$"""
        {"request_id":"r","data":null,"auth":{"client_token":"hvs.canary-new","accessor":"a","policies":{{policies}},
        "lease_duration":{{duration}},"renewable":{{(renewable ? "true" : "false")}},"mfa_requirement":null} }
        """;

    private Task<Outcome<VaultLogin>> LoginAsync(IReadOnlyDictionary<string, string>? headers = null) => _vault.Tokens.LoginAsync(
        Endpoint,
        new VaultLoginRequest(
            "", "my-kube", headers ?? new Dictionary<string, string>(), new Dictionary<string, string> { ["role"] = "app", ["jwt"] = Jwt }),
        CancellationToken.None);
}
