using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Tests.Support;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

public sealed class ReadTests : IAsyncLifetime, IDisposable
{
    private readonly VaultUnderTest _vault = new();
    private ScriptedVault _server = null!;

    private VaultEndpoint Endpoint => VaultUnderTest.Endpoint(_server);

    public async Task InitializeAsync() => _server = await StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task Data_is_handed_out_byte_for_byte_numbers_spaces_and_all()
    {
        const string data =
            """{ "data": {"big":12345678901234567890123, "exp":1.50e3, "neg":-0.0,"text":"a\u00e9\/b"},"metadata":{"version":7}}""";
        _server.Answer = Json(200, $$"""{"request_id":"r","lease_id":"","data":{{data}},"warnings":["mind the gap"],"auth":null}""");

        var read = (await _vault.ReadAsync(Endpoint)).Value();

        Assert.Equal(data, read.Text());
        Assert.Equal(["mind the gap"], read.Warnings);
    }

    /// <summary>
    /// What Prometheus answers at <c>/api/v1/status/config</c>: a hostile Vault may send the operator there and have the
    /// answer put into a Secret.
    /// </summary>
    [Fact]
    public async Task An_answer_of_another_server_than_a_Vault_is_no_secret()
    {
        _server.Answer = Json(200, """{"status":"success","data":{"yaml":"canary"}}""");

        var failure = (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.Malformed);

        Assert.Contains("request_id", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "lease_id":"","lease_duration":2764800,"auth":null,"wrap_info":null """, false, false, false, true)]
    [InlineData(""" "lease_id":"database/creds/app/1","lease_duration":3600 """, true, false, false, true)]
    [InlineData(""" "lease_id":"","lease_duration":0,"auth":{"client_token":"t"} """, false, true, false, false)]
    [InlineData(""" "lease_id":null,"wrap_info":{"token":"t"} """, false, false, true, false)]
    public async Task What_an_answer_holds_beside_its_data_is_told(string beside, bool lease, bool login, bool wrapped, bool duration)
    {
        _server.Answer = Json(200, $$"""{"request_id":"r","data":{"a":"b"},{{beside}}}""");

        var read = (await _vault.ReadAsync(Endpoint)).Value();

        Assert.Equal((lease, login, wrapped, duration), (read.HasLease, read.HasLogin, read.IsWrapped, read.HasLeaseDuration));
    }

    [Fact]
    public async Task A_read_is_one_GET_with_the_headers_of_a_Vault_client_and_nothing_more()
    {
        _server.Answer = Json(200, """{"request_id":"r","data":{}}""");

        (await _vault.ReadAsync(
            Endpoint with { Headers = new Dictionary<string, string> { ["X-Team"] = "blue" } }, "/kv/data/app/", version: 3)).Value();

        var request = Assert.Single(_server.Requests);
        Assert.Equal(("GET", "/v1/kv/data/app?version=3"), (request.Method, request.Target));
        Assert.Equal("true", request.Header("X-Vault-Request"));
        Assert.Equal(VaultUnderTest.Token.Value, request.Header("X-Vault-Token"));
        Assert.Equal("blue", request.Header("X-Team"));
        Assert.StartsWith("coffer/", request.Header("User-Agent"), StringComparison.Ordinal);
        Assert.Null(request.Header("X-Vault-Namespace"));
    }

    [Theory]
    [InlineData("kv/data/my app", "/v1/kv/data/my%20app")]
    [InlineData("kv/data/a#b?c%d", "/v1/kv/data/a%23b%3Fc%25d")]
    [InlineData("kv/data/%2e%2e/x", "/v1/kv/data/%252e%252e/x")]
    [InlineData("kv/data/schlüssel", "/v1/kv/data/schl%C3%BCssel")]
    [InlineData("//kv//data/a//", "/v1/kv/data/a")]
    [InlineData("kv/data/...", "/v1/kv/data/...")]
    public async Task Paths_reach_Vault_as_they_were_written(string path, string target)
    {
        _server.Answer = Json(200, """{"request_id":"r","data":{}}""");

        (await _vault.ReadAsync(Endpoint, path)).Value();

        Assert.Equal(target, Assert.Single(_server.Requests).Target);
    }

    [Theory]
    [InlineData("kv/data/../sys/seal")]
    [InlineData("kv/./data")]
    [InlineData("/")]
    [InlineData("")]
    public async Task A_path_that_would_become_another_is_never_sent(string path)
    {
        (await _vault.ReadAsync(Endpoint, path)).Failed(FailureKind.Misconfigured);

        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_prefix_in_the_address_is_kept()
    {
        _server.Answer = Json(200, """{"request_id":"r","data":{}}""");

        (await _vault.ReadAsync(VaultUnderTest.Endpoint(new Uri(_server.Address, "/vault/")))).Value();

        Assert.Equal("/vault/v1/kv/data/app", Assert.Single(_server.Requests).Target);
    }

    [Theory]
    [InlineData("X-Vault-Namespace", "spec.namespace")]
    [InlineData("x-vault-token", "login")]
    [InlineData("Content-Type", "belongs to the connection")]
    [InlineData("Bad Name", "not a valid request header")]
    public async Task Headers_that_are_ours_are_refused_with_the_remedy(string name, string remedy)
    {
        var endpoint = Endpoint with { Headers = new Dictionary<string, string> { [name] = "canary-header-value" } };

        var failure = (await _vault.ReadAsync(endpoint)).Failed(FailureKind.Misconfigured);

        Assert.Contains(remedy, failure.Message, StringComparison.Ordinal);
        Assert.Contains(name, failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    public async Task An_address_that_is_no_web_address_is_misconfigured(string address)
    {
        var failure = (await _vault.ReadAsync(VaultUnderTest.Endpoint(new Uri(address)))).Failed(FailureKind.Misconfigured);

        Assert.Contains("must start with http:// or https://", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_soft_deleted_version_is_data_and_not_an_error()
    {
        const string data = """{"data":null,"metadata":{"deletion_time":"2026-01-01T00:00:00Z","destroyed":false,"version":2}}""";
        _server.Answer = Json(404, $$"""{"request_id":"r","data":{{data}},"warnings":null,"auth":null}""");

        Assert.Equal(data, (await _vault.ReadAsync(Endpoint)).Value().Text());
    }

    [Fact]
    public async Task A_kv2_path_without_data_brings_the_warning()
    {
        _server.Answer = Json(
            404, """{"request_id":"r","data":null,"warnings":["Invalid path for a versioned K/V secrets engine. See the API docs"]}""");

        var read = (await _vault.ReadAsync(Endpoint)).Value();

        Assert.True(read.Json.IsEmpty);
        Assert.StartsWith("Invalid path for a versioned", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }
}
