using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Domain.Text;
using Coffer.Vault.Tests.Support;
using Coffer.Vault.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

/// <summary>What a hostile or broken server sends costs this process little, and the readers of other Vaults nothing.</summary>
public sealed class LimitTests : IAsyncLifetime, IDisposable
{
    private const int Read = 2 * 1024 * 1024;
    private readonly VaultUnderTest _vault = new();
    private ScriptedVault _server = null!;

    private VaultEndpoint Endpoint => VaultUnderTest.Endpoint(_server);

    public async Task InitializeAsync() => _server = await StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _vault.Dispose();

    /// <summary>Each "eyJ" is where a token of the API server may begin. This length took minutes.</summary>
    [Fact]
    public async Task An_error_text_that_looks_like_a_million_tokens_is_searched_in_no_time()
    {
        var text = string.Concat(Enumerable.Repeat("eyJ-", 1_000_000));

        var cleaned = await Task.Run(() => SafeText.Clean(text, ["canary-token"])).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.InRange(cleaned.Length, 1, 1024);
    }

    [Theory]
    [InlineData("hvs.canary0123456789canary0123456789")]
    [InlineData("header with canary blanks in it")]
    public void A_credential_that_a_long_text_is_cut_within_is_not_shown_by_halves(string credential)
    {
        // So many that blanking them out brings the end of the window into what is shown, wherever the cut falls.
        for (var shift = 0; shift < credential.Length; shift++)
        {
            var text = new string('x', shift) + string.Concat(Enumerable.Repeat(credential, 400));

            Assert.DoesNotContain("canary", SafeText.Clean(text, [credential]), StringComparison.Ordinal);
            Assert.DoesNotContain("header", SafeText.Clean(text, [credential]), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(400, FailureKind.Malformed)]
    [InlineData(403, FailureKind.Malformed)]
    [InlineData(500, FailureKind.ServerError)]
    [InlineData(503, FailureKind.Unavailable)]
    public async Task A_refusal_above_64_KiB_counts_by_its_status_and_is_not_read(int status, FailureKind kind)
    {
        _server.Answer = Json(status, $$"""{"errors":["{{new string('x', 3 * 1024 * 1024)}}"]}""");

        var failure = (await _vault.ReadAsync(Endpoint)).Failed(kind);

        Assert.Contains("more than 65536 bytes of application/json", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_a_lookup_and_a_probe_read_64_KiB_and_a_secret_2_MiB()
    {
        var filler = new string('x', 64 * 1024);
        _server.Answer = Json(200,
            $$"""{"request_id":"r","auth":{"client_token":"hvs.a","lease_duration":60},"data":{"ttl":60,"x":"{{filler}}"},"initialized":true,"sealed":false}""");
        var login = new VaultLoginRequest("", "jwt", new Dictionary<string, string>(), new Dictionary<string, string> { ["role"] = "app" });

        (await _vault.Tokens.LoginAsync(Endpoint, login, CancellationToken.None)).Failed(FailureKind.TooLarge);
        (await _vault.Tokens.LookupAsync(Endpoint, "", VaultUnderTest.Token, CancellationToken.None)).Failed(FailureKind.TooLarge);
        (await _vault.Health.CheckAsync(Endpoint, CancellationToken.None)).Failed(FailureKind.TooLarge);
        using var read = (await _vault.ReadAsync(Endpoint)).Value();

        Assert.Contains(filler, read.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_secret_above_the_limit_is_told_as_such_and_is_no_outage(bool announced)
    {
        _server.Answer = Big(Read + 1, announced);
        for (var i = 0; i < 10; i++)
        {
            var failure = (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.TooLarge);
            Assert.Contains($"larger than {Read} bytes", failure.Message, StringComparison.Ordinal);
            Assert.False(failure.IsTransient);
        }

        _server.Answer = Big(Read, announced);
        using var read = (await _vault.ReadAsync(Endpoint)).Value();
    }

    [Fact]
    public async Task Big_answers_of_one_namespace_wait_for_a_quarter_of_the_memory_and_leave_the_rest_to_others()
    {
        using var vault = new VaultUnderTest(options: TestOptions.Vault with { AnswerBytesInFlight = 4 * Read });
        _server.Answer = Big(Read, announced: true);
        var other = Endpoint with { Connection = new ObjectKey("other", "vault"), Uid = "other" };

        var first = (await vault.ReadAsync(Endpoint)).Value();
        var second = vault.ReadAsync(Endpoint);
        await Outcomes.EventuallyAsync(() => _server.Requests.Count == 2);
        using (var others = (await vault.ReadAsync(other)).Value())
        {
            Assert.False(second.IsCompleted);
        }

        first.Dispose();
        first.Dispose();
        (await second).Value().Dispose();
    }

    [Fact]
    public async Task An_answer_for_which_no_memory_comes_free_is_asked_for_again_and_speaks_against_nobody()
    {
        var time = new FakeTimeProvider();
        using var vault = new VaultUnderTest(time, TestOptions.Vault with { AnswerBytesInFlight = 4 * Read });
        _server.Answer = Big(Read, announced: true);
        using var first = (await vault.ReadAsync(Endpoint)).Value();
        for (var i = 0; i < 8; i++)
        {
            var (waiting, asked) = (vault.ReadAsync(Endpoint), _server.Requests.Count);
            await Outcomes.EventuallyAsync(() => Advanced(time, waiting));

            var failure = (await waiting).Failed(FailureKind.Throttled);
            Assert.Contains("big answers of Vault wait for each other's memory", failure.Message, StringComparison.Ordinal);
            Assert.NotNull(failure.RetryAfter);
        }

        first.Dispose();
        using var next = (await vault.ReadAsync(Endpoint)).Value();
    }

    [Fact]
    public async Task A_server_that_announces_2_MiB_and_sends_a_byte_takes_neither_memory_nor_room()
    {
        using var stream = new Dripping();
        using var content = new StreamContent(stream);
        content.Headers.ContentLength = Read;

        await Assert.ThrowsAsync<IOException>(() => ResponseBody.ReadAsync(
            content, Read, (_, _) => throw new InvalidOperationException("room was asked for"), CancellationToken.None));

        Assert.InRange(stream.Offered, 1, 64 * 1024);
    }

    [Fact]
    public async Task Warnings_of_any_number_and_length_are_three_short_lines_without_the_token()
    {
        var warnings = string.Join(
            ',', Enumerable.Range(0, 1000).Select(i => $"\"{i} {VaultUnderTest.Token.Value}\\n{new string('W', 1000)}\""));
        _server.Answer = Json(200, $$"""{"request_id":"r","data":null,"warnings":[{{warnings}}]}""");

        using var read = (await _vault.ReadAsync(Endpoint)).Value();

        Assert.InRange(read.Warnings.Count, 1, 3);
        Assert.InRange(string.Join(' ', read.Warnings).Length, 100, 512);
        Assert.StartsWith("0 *** WWW", read.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_thousand_policies_so_many_are_kept_that_a_change_of_any_is_still_noticed()
    {
        var first = await PoliciesAsync(Enumerable.Range(0, 1000).Select(i => $"p{i:0000}"));
        var other = await PoliciesAsync(Enumerable.Range(0, 1000).Select(i => i == 999 ? "another" : $"p{i:0000}"));
        var one = await PoliciesAsync([new string('p', 60_000)]);

        Assert.Equal(65, first.Count);
        Assert.Contains("1000 in all", first[^1], StringComparison.Ordinal);
        Assert.NotEqual(first, other);
        Assert.InRange(string.Concat(one).Length, 1, 256);
        Assert.Equal(["a", "b"], await PoliciesAsync(["b", "a"]));
    }

    [Fact]
    public async Task A_token_or_a_word_that_no_Vault_would_send_is_not_kept()
    {
        var word = new string('v', 1000);
        _server.Answer = Json(200,
            $$"""{"auth":{"client_token":"{{new string('t', 10_000)}}","lease_duration":60},"data":{"type":"{{word}}"},"initialized":true,"sealed":false,"version":"{{word}}"}""");
        var login = new VaultLoginRequest("", "jwt", new Dictionary<string, string>(), new Dictionary<string, string> { ["role"] = "app" });

        (await _vault.Tokens.LoginAsync(Endpoint, login, CancellationToken.None)).Failed(FailureKind.Malformed);
        Assert.Equal(
            64, (await _vault.Diagnosis.MountTypeAsync(Endpoint, "", VaultUnderTest.Token, "kv", CancellationToken.None)).Value().Length);
        Assert.Equal(64, (await _vault.Health.CheckAsync(Endpoint, CancellationToken.None)).Value().Version.Length);
    }

    private async Task<IReadOnlyList<string>> PoliciesAsync(IEnumerable<string> names)
    {
        var list = string.Join(',', names.Select(name => $"\"{name}\""));
        _server.Answer = Json(200, $$"""{"request_id":"r","auth":{"client_token":"hvs.a","lease_duration":60,"policies":[{{list}}]} }""");
        var login = new VaultLoginRequest("", "jwt", new Dictionary<string, string>(), new Dictionary<string, string> { ["role"] = "app" });
        return (await _vault.Tokens.LoginAsync(Endpoint, login, CancellationToken.None)).Value().Policies;
    }

    private static bool Advanced(FakeTimeProvider time, Task waiting)
    {
        time.Advance(TimeSpan.FromMilliseconds(100));
        return waiting.IsCompleted;
    }

    private static RequestDelegate Big(int size, bool announced) => async context =>
    {
        var (head, tail) = ("""{"request_id":"r","data":{"a":" """u8.ToArray(), "\"}}"u8.ToArray());
        var body = new byte[size];
        Array.Fill(body, (byte)'x');
        head.CopyTo(body, 0);
        tail.CopyTo(body, size - tail.Length);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = announced ? size : null;
        await context.Response.Body.WriteAsync(body);
    };

    private sealed class Dripping : MemoryStream
    {
        private bool _sent;

        /// <summary>The largest buffer that was ready for it.</summary>
        public int Offered { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Offered = Math.Max(Offered, buffer.Length);
            if (_sent)
            {
                throw new IOException("the connection broke");
            }

            _sent = true;
            buffer.Span[0] = (byte)'{';
            return ValueTask.FromResult(1);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_long_text_of_Vault_is_cut_between_characters(int pad) =>
        Assert.EndsWith(
            "😀…", SafeText.Clean(new string('x', pad) + string.Concat(Enumerable.Repeat("😀", 1000)), []), StringComparison.Ordinal);
}
