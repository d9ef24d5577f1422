using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

public sealed class HealthTests : IAsyncLifetime, IDisposable
{
    private const string Good = """{"initialized":true,"sealed":false,"standby":false,"version":"2.6.2"}""";
    private readonly FakeTimeProvider _time = new();
    private readonly VaultUnderTest _vault;
    private ScriptedVault _server = null!;

    public HealthTests() => _vault = new VaultUnderTest(_time);

    private VaultEndpoint Endpoint => VaultUnderTest.Endpoint(_server);

    public async Task InitializeAsync() => _server = await StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _vault.Dispose();

    [Theory]
    [InlineData(200, true, false, false)]
    [InlineData(429, true, false, true)]
    [InlineData(472, true, false, true)]
    [InlineData(473, true, false, true)]
    [InlineData(501, false, true, false)]
    [InlineData(503, true, true, true)]
    public async Task Each_status_of_sys_health_is_an_answer(int status, bool initialized, bool isSealed, bool standby)
    {
        _server.Answer = Json(
            status,
            $$"""{"initialized":{{Word(initialized)}},"sealed":{{Word(isSealed)}},"standby":{{Word(standby)}},"version":"1.16.3+ent","server_time_utc":1}""");

        var health = (await _vault.Health.CheckAsync(Endpoint, CancellationToken.None)).Value();

        Assert.Equal(new VaultHealth(initialized, isSealed, standby, "1.16.3+ent"), health);
        Assert.StartsWith("/v1/sys/health?standbyok=true", Assert.Single(_server.Requests).Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, """{"errors":["permission denied"]}""")]
    [InlineData(404, """{"errors":["1 error occurred:\n\t* unsupported path\n\n"]}""")]
    [InlineData(404, "<html>proxy</html>")]
    public async Task Seal_status_answers_where_sys_health_is_hidden(int status, string body)
    {
        _server.Answer = context => context.Request.Path == "/v1/sys/seal-status"
            ? Json(200, """{"type":"shamir","initialized":true,"sealed":true,"t":1,"n":1,"progress":0,"version":"1.8.0"}""")(context)
            : Raw(status, "application/json", body)(context);

        Assert.Equal(
            new VaultHealth(true, true, false, "1.8.0"), (await _vault.Health.CheckAsync(Endpoint, CancellationToken.None)).Value());
    }

    [Theory]
    [InlineData(200, "<html></html>", FailureKind.Malformed)]
    [InlineData(200, """{"initialized":"yes"}""", FailureKind.Malformed)]
    [InlineData(403, """{"errors":["permission denied"]}""", FailureKind.Forbidden)]
    [InlineData(502, "bad gateway", FailureKind.Unavailable)]
    [InlineData(429, """{"errors":["rate limit quota exceeded"]}""", FailureKind.Throttled)]
    public async Task What_is_no_health_answer_is_a_failure(int status, string body, FailureKind kind)
    {
        _server.Answer = Raw(status, "application/json", body);

        (await _vault.Health.CheckAsync(Endpoint, CancellationToken.None)).Failed(kind);
    }

    [Fact]
    public async Task A_bad_probe_opens_the_circuit_and_a_good_one_closes_it_at_once()
    {
        _server.Answer = Json(503, """{"initialized":true,"sealed":true,"standby":true,"version":"2.6.2"}""");
        Assert.True((await _vault.Health.CheckAsync(Endpoint, CancellationToken.None)).Value().Sealed);

        var refused = (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.CircuitOpen);
        Assert.Contains("Vault is sealed", refused.Message, StringComparison.Ordinal);
        Assert.InRange(refused.RetryAfter!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
        Assert.Empty(_server.Reads);

        _server.Answer = Json(200, Good);
        (await _vault.Health.CheckAsync(Endpoint, CancellationToken.None)).Value();
        _server.Answer = Json(200, """{"request_id":"r","data":{}}""");
        (await _vault.ReadAsync(Endpoint)).Value();
    }

    /// <summary>The prober may move to another silo: what it left behind must not stay shut.</summary>
    [Fact]
    public async Task After_a_bad_probe_calls_are_tried_again_without_another_probe()
    {
        _server.Answer = Json(503, """{"initialized":true,"sealed":true}""");
        (await _vault.Health.CheckAsync(Endpoint, CancellationToken.None)).Value();
        _server.Answer = Json(200, """{"request_id":"r","data":{}}""");
        (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.CircuitOpen);

        _time.Advance(TimeSpan.FromSeconds(1));

        (await _vault.ReadAsync(Endpoint)).Value();
    }

    [Fact]
    public async Task A_probe_gets_through_while_every_slot_hangs()
    {
        using var vault = new VaultUnderTest(_time, TestOptions.Vault with { Concurrency = 2 });
        _server.Answer = context => context.Request.Path == "/v1/sys/health" ? Json(200, Good)(context) : Hang()(context);
        using var end = new CancellationTokenSource();
        var hung = Enumerable.Range(0, 4)
            .Select(i => vault.Secrets.ReadAsync(Endpoint, VaultUnderTest.Token, new VaultRead("", "kv/a"), end.Token)).ToList();
        await Outcomes.EventuallyAsync(() => _server.Reads.Count == 2);

        (await vault.Health.CheckAsync(Endpoint, CancellationToken.None)).Value();

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(hung));
    }

    private static string Word(bool value) => value ? "true" : "false";
}
