using System.Net;
using System.Net.Sockets;
using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

/// <summary>Every answer that is none. Texts as recorded from real servers.</summary>
public sealed class FaultTests : IAsyncLifetime, IDisposable
{
    private const string Canary = "canary-secret-value";
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

    [Theory]
    [InlineData(400, """["no data provided"]""", FailureKind.Invalid, "400 no data provided")]
    [InlineData(401, """["who are you"]""", FailureKind.Unauthorized, "401 who are you")]
    [InlineData(403, """["1 error occurred:\n\t* permission denied\n\n"]""", FailureKind.Forbidden,
        "403 1 error occurred: * permission denied")]
    [InlineData(403, """["permission denied"]""", FailureKind.Forbidden, "403 permission denied")]
    [InlineData(404, "[]", FailureKind.NotFound, "404 nothing at this path")]
    [InlineData(404, """["no handler for route 'm/data/a'"]""", FailureKind.NotFound, "404 no handler for route 'm/data/a'")]
    [InlineData(405, """["1 error occurred:\n\t* unsupported operation\n\n"]""", FailureKind.Invalid, "unsupported operation")]
    [InlineData(412, """["required index state not present"]""", FailureKind.Behind, "412 required index state")]
    [InlineData(403, """["2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n"]""", FailureKind.Forbidden,
        "403 2 errors occurred: * permission denied * invalid token")]
    [InlineData(413, """["http: request body too large"]""", FailureKind.Invalid, "413 http: request body too large")]
    [InlineData(429, """["request path \"k2/data/em\": rate limit quota exceeded"]""", FailureKind.Throttled, "rate limit quota exceeded")]
    [InlineData(472, "[]", FailureKind.Behind, "472")]
    [InlineData(473, "[]", FailureKind.Unavailable, "473")]
    [InlineData(500, """["claim \"aud\" is invalid"]""", FailureKind.ServerError, "500 claim \"aud\" is invalid")]
    [InlineData(500, """["local node not active but active cluster node not found"]""", FailureKind.Unavailable,
        "active cluster node not found")]
    [InlineData(500, """["JSON object exceeds allowed entry count"]""", FailureKind.Invalid, "JSON object exceeds allowed entry count")]
    [InlineData(500, """["duplicate key 'a' in object"]""", FailureKind.Invalid, "duplicate key 'a' in object")]
    [InlineData(500, """["invalid character 'b' looking for beginning of value"]""", FailureKind.Invalid, "invalid character 'b'")]
    [InlineData(500, """["failed to verify client's certificate: x509: certificate has expired or is not yet valid"]""",
        FailureKind.Invalid, "x509")]
    [InlineData(500, """["1 error occurred:\n\t* failed to renew entry: role \"app\" does not exist during renewal\n\n"]""",
        FailureKind.ServerError, "role \"app\" does not exist")]
    [InlineData(502, "[]", FailureKind.Unavailable, "502")]
    [InlineData(503, """["Vault is sealed"]""", FailureKind.Sealed, "503 Vault is sealed")]
    [InlineData(503, """["error performing token check: Vault is sealed"]""", FailureKind.Sealed, "Vault is sealed")]
    [InlineData(503, """["Vault is not initialized"]""", FailureKind.Uninitialized, "not initialized")]
    [InlineData(503, """["something else"]""", FailureKind.Unavailable, "503 something else")]
    [InlineData(504, "[]", FailureKind.Unavailable, "504")]
    public async Task A_refusal_keeps_Vaults_own_words(int status, string errors, FailureKind kind, string text)
    {
        _server.Answer = Json(status, $$"""{"errors":{{errors}}}""");

        var failure = (await _vault.ReadAsync(Endpoint)).Failed(kind);

        Assert.StartsWith("GET kv/data/app: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(text, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "text/html", "<html>canary login page</html>")]
    [InlineData(200, "application/json", """{"request_id":"r","data":{"data":{"password":"canary-secret-val""")]
    [InlineData(200, "application/json", """{"request_id":"r","data":{"a":"canary"}} trailing""")]
    [InlineData(200, "application/json", """["canary"]""")]
    [InlineData(200, "application/json", """{"status":"canary"}""")]
    [InlineData(200, "application/json", "")]
    [InlineData(204, "", "")]
    [InlineData(403, "text/html", "<html>canary: blocked by the proxy</html>")]
    [InlineData(404, "text/plain", "canary backend - 404")]
    [InlineData(404, "application/json", "")]
    public async Task What_is_not_Vaults_answer_is_malformed_and_not_shown(int status, string type, string body)
    {
        _server.Answer = Raw(status, type, body);

        var failure = (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.Malformed);

        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.IsTransient);
    }

    [Theory]
    [InlineData(500, FailureKind.ServerError)]
    [InlineData(502, FailureKind.Unavailable)]
    [InlineData(503, FailureKind.Unavailable)]
    public async Task A_load_balancers_page_counts_by_its_status(int status, FailureKind kind)
    {
        _server.Answer = Raw(status, "text/html", "<html>canary</html>");

        var failure = (await _vault.ReadAsync(Endpoint)).Failed(kind);

        Assert.Contains("text/html", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_ends_within_the_body_is_unreachable()
    {
        _server.Answer = async context =>
        {
            context.Response.ContentLength = 5000;
            await context.Response.WriteAsync("""{"data":{"a":"canary""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.Unreachable);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hundred_megabytes_are_not_read(bool announced)
    {
        const int size = 100 * 1024 * 1024;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sent = SendAsync(listener, announced ? $"Content-Length: {size}" : "Connection: close", size);

        (await _vault.ReadAsync(VaultUnderTest.Endpoint(new Uri($"http://{listener.LocalEndpoint}"), "big"))).Failed(FailureKind.TooLarge);

        // 16 MiB at most are read, and some lie in socket buffers.
        Assert.InRange(await sent.WaitAsync(TimeSpan.FromSeconds(90)), 0, announced ? size / 10 : size / 3);
    }

    /// <summary>A bare socket: unlike a web server it notices at once when nobody reads any more.</summary>
    private static async Task<int> SendAsync(TcpListener listener, string header, int size)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        _ = await stream.ReadAsync(new byte[4096]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{header}\r\n\r\n"));
        var block = new byte[64 * 1024];
        var written = 0;
        try
        {
            for (; written < size; written += block.Length)
            {
                await stream.WriteAsync(block);
            }
        }
        catch (IOException)
        {
            return written;
        }

        return written;
    }

    [Fact]
    public async Task A_server_that_says_nothing_times_out_after_ten_seconds_of_the_clock()
    {
        _server.Answer = Hang();
        var time = new FakeTimeProvider();
        using var vault = new VaultUnderTest(time);

        var read = vault.ReadAsync(Endpoint);
        await Outcomes.EventuallyAsync(() => _server.Requests.Count == 1);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(read.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var failure = (await read).Failed(FailureKind.Timeout);
        Assert.Contains("within 10 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_drips_for_ever_times_out_and_a_shorter_limit_of_the_connection_wins()
    {
        _server.Answer = async context =>
        {
            await context.Response.WriteAsync("""{"data":""");
            await context.Response.Body.FlushAsync();
            await Hang()(context);
        };
        var time = new FakeTimeProvider();
        using var vault = new VaultUnderTest(time);

        var read = vault.ReadAsync(Endpoint with { Timeout = TimeSpan.FromSeconds(3) });
        await Outcomes.EventuallyAsync(() => _server.Requests.Count == 1);
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Contains("within 3 s", (await read).Failed(FailureKind.Timeout).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_cancellation_is_no_failure()
    {
        _server.Answer = Hang();
        using var caller = new CancellationTokenSource();

        var read = _vault.Secrets.ReadAsync(Endpoint, VaultUnderTest.Token, new VaultRead("", "kv/a"), caller.Token);
        await Outcomes.EventuallyAsync(() => _server.Requests.Count == 1);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task Nobody_listening_a_dropped_connection_and_an_unknown_name_are_unreachable()
    {
        using var unused = new TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        var port = ((IPEndPoint)unused.LocalEndpoint).Port;
        unused.Stop();

        var refused = (await _vault.ReadAsync(VaultUnderTest.Endpoint(new Uri($"http://127.0.0.1:{port}"), "refused"))).Failed(
            FailureKind.Unreachable);
        Assert.Contains("connection refused", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{port}", refused.Message, StringComparison.Ordinal);

        var unknown = (await _vault.ReadAsync(VaultUnderTest.Endpoint(new Uri("http://vault.invalid:8200"), "unknown"))).Failed(
            FailureKind.Unreachable);
        Assert.Contains("vault.invalid can't be resolved", unknown.Message, StringComparison.Ordinal);

        _server.Answer = Drop();
        (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.Unreachable);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Thu, 01 Jan 2026 00:00:20 GMT", 20)]
    [InlineData("0", 1)] // OpenBao, of a quota per second
    [InlineData("2147483647", 600)] // nobody means 68 years
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 600)]
    public async Task Retry_after_is_handed_on(string header, int seconds)
    {
        _server.Answer = Json(429, """{"errors":["rate limit quota exceeded"]}""", ("Retry-After", header));
        using var vault = new VaultUnderTest(new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        Assert.Equal(TimeSpan.FromSeconds(seconds), (await vault.ReadAsync(Endpoint)).Failed(FailureKind.Throttled).RetryAfter);
    }

    [Fact]
    public async Task A_long_text_is_cut_folded_and_rid_of_what_we_sent()
    {
        var text = $"line one\\n\\tline two {VaultUnderTest.Token.Value} proxy-canary-password {new string('x', 3000)}";
        _server.Answer = Json(500, $$"""{"errors":["{{text}}"]}""");
        var endpoint = Endpoint with { Headers = new Dictionary<string, string> { ["CF-Access-Client-Secret"] = "proxy-canary-password" } };

        var failure = (await _vault.ReadAsync(endpoint)).Failed(FailureKind.ServerError);

        Assert.Contains("line one line two *** *** xxx", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Message.Length, 1000, 1024);
    }

    [Fact]
    public async Task Plain_http_to_a_TLS_port_says_so()
    {
        _server.Answer = Raw(400, "text/plain", "Client sent an HTTP request to an HTTPS server.\n");

        Assert.Contains("https://", (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.Tls).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_never_show_when_things_that_hold_them_are_printed()
    {
        _server.Answer = Json(200, $$"""{"request_id":"r","data":{"a":"{{Canary}}"} }""");

        var outcome = await _vault.ReadAsync(Endpoint);

        Assert.Contains(Canary, outcome.Value().Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", $"{outcome} {outcome.Value()} {VaultUnderTest.Token}", StringComparison.Ordinal);
    }
}
