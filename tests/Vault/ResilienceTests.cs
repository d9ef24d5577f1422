using System.Diagnostics.Metrics;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Links;
using Coffer.Vault.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

public sealed class ResilienceTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly VaultUnderTest _vault;
    private ScriptedVault _server = null!;

    public ResilienceTests() => _vault = new VaultUnderTest(_time);

    private VaultEndpoint Endpoint => VaultUnderTest.Endpoint(_server);

    public async Task InitializeAsync() => _server = await StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _vault.Dispose();

    [Theory]
    [InlineData(502, "it said that it can't serve now")]
    [InlineData(503, "Vault is sealed")]
    [InlineData(504, "it said that it can't serve now")]
    [InlineData(473, "it said that it can't serve now")]
    public async Task Five_outages_open_the_circuit_and_the_sixth_call_is_not_made(int status, string reason)
    {
        _server.Answer = Json(status, """{"errors":["Vault is sealed"]}""");
        await FailAsync(5);

        var refused = (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.CircuitOpen);

        Assert.Equal(5, _server.Requests.Count);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.RetryAfter);
        Assert.Contains($"paused after failures: {reason}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("paused", _vault.Log, StringComparison.Ordinal);
    }

    /// <summary>
    /// A condition is written again whenever its message changes, and tenants that share a connection must not see each other's paths.
    /// </summary>
    [Fact]
    public async Task A_long_outage_is_told_in_the_same_words_whatever_fails_in_it_and_for_whom()
    {
        _server.Answer = Json(502, """{"errors":["no upstream for kv/data/team-a"]}""");
        await FailAsync(5, "kv/data/team-a/database");
        var first = (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.CircuitOpen);

        foreach (var answer
            in new[] { Drop(), Json(504, "upstream timed out"), Raw(503, "text/html", "<html>request 4711</html>"), Drop() })
        {
            _server.Answer = answer;
            _time.Advance(TimeSpan.FromSeconds(30));
            await FailAsync(1, $"kv/data/team-b/{Guid.NewGuid():N}");
            Assert.NotNull((await _vault.Health.CheckAsync(Endpoint, CancellationToken.None)).Failure);

            Assert.Equal(first.Message, (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.CircuitOpen).Message);
        }

        Assert.DoesNotContain("team-", first.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Vault_says_of_itself_is_told_before_what_the_network_did_until_the_outage_is_over()
    {
        _server.Answer = Drop();
        await FailAsync(5);
        _server.Answer = Json(503, """{"errors":["Vault is sealed"]}""");
        _time.Advance(TimeSpan.FromSeconds(1));
        await FailAsync(1);
        _server.Answer = Drop();
        _time.Advance(TimeSpan.FromSeconds(2));
        await FailAsync(1);
        Assert.EndsWith(
            "Vault is sealed", (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.CircuitOpen).Message, StringComparison.Ordinal);

        _server.Answer = Json(200, """{"request_id":"r","data":{}}""");
        _time.Advance(TimeSpan.FromSeconds(5));
        (await _vault.ReadAsync(Endpoint)).Value();
        _server.Answer = Drop();
        await FailAsync(1);

        Assert.EndsWith("it could not be reached", (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.CircuitOpen).Message,
            StringComparison.Ordinal);
    }

    /// <summary>
    /// Who comes after a probe has found the server gone makes no call of his own in the whole outage, and learns no less than who came
    /// before.
    /// </summary>
    [Theory]
    [InlineData("127.0.0.1:1", "it could not be reached: connection refused")]
    [InlineData("vault.invalid:8200", "it could not be reached: its name can't be resolved")]
    public async Task Why_a_server_can_not_be_reached_is_told_also_by_calls_that_are_not_made(string host, string reason)
    {
        var nowhere = VaultUnderTest.Endpoint(new Uri($"http://{host}"));
        Assert.NotNull((await _vault.Health.CheckAsync(nowhere, CancellationToken.None)).Failure);

        var refused = (await _vault.ReadAsync(nowhere)).Failed(FailureKind.CircuitOpen);

        Assert.EndsWith($"paused after failures: {reason}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dropped_connections_open_the_circuit()
    {
        _server.Answer = Drop();
        await FailAsync(5);

        (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.CircuitOpen);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(412)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Refusals_and_internal_errors_never_open_it(int status)
    {
        _server.Answer = Json(status, """{"errors":["claim is invalid"]}""");
        await FailAsync(40);

        Assert.Equal(40, _server.Requests.Count);
    }

    [Fact]
    public async Task Malformed_answers_never_open_it()
    {
        _server.Answer = Raw(200, "text/html", "<html>");
        await FailAsync(20);

        Assert.Equal(20, _server.Requests.Count);
    }

    [Fact]
    public async Task Trials_come_after_growing_pauses_and_the_first_success_lets_calls_through()
    {
        _server.Answer = Json(502, "");
        await FailAsync(5);
        foreach (var pause in new[] { 1, 2, 4, 5, 5 })
        {
            Assert.Equal(TimeSpan.FromSeconds(pause), (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.CircuitOpen).RetryAfter);
            _time.Advance(TimeSpan.FromSeconds(pause));
            (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.Unavailable);
        }

        Assert.Equal(10, _server.Requests.Count);
        _server.Answer = Json(200, """{"request_id":"r","data":{}}""");
        _time.Advance(TimeSpan.FromSeconds(5));

        (await _vault.ReadAsync(Endpoint)).Value();
        (await _vault.ReadAsync(Endpoint)).Value();
        Assert.Equal(1, Lines("paused"));
        Assert.Equal(1, Lines("answers again"));
    }

    [Fact]
    public async Task After_an_outage_calls_come_back_one_then_two_then_four()
    {
        _server.Answer = Json(502, "");
        await FailAsync(5);
        using var valve = new Valve();
        _server.Answer = valve.AnswerAsync;
        _time.Advance(TimeSpan.FromSeconds(1));
        var trial = _vault.ReadAsync(Endpoint);
        await valve.OpenAsync(1);
        (await trial).Value();

        var reads = Enumerable.Range(0, 15).Select(_ => _vault.ReadAsync(Endpoint)).ToList();

        // The trial's own success counts: two, then four, then eight.
        foreach (var round in new[] { 2, 4, 8 })
        {
            await Outcomes.EventuallyAsync(() => valve.Waiting == round);
            await valve.OpenAsync(round);
        }

        await valve.OpenAsync(1);
        Assert.All(await Task.WhenAll(reads), read => read.Value());
        Assert.Equal(8, valve.Most);
    }

    [Fact]
    public async Task A_failure_while_coming_back_stops_calls_at_once()
    {
        _server.Answer = Json(502, "");
        await FailAsync(5);
        _server.Answer = Json(200, """{"request_id":"r","data":{}}""");
        _time.Advance(TimeSpan.FromSeconds(1));
        (await _vault.ReadAsync(Endpoint)).Value();
        _server.Answer = Json(502, "");
        (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.Unavailable);

        (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.CircuitOpen);
        _server.Answer = Json(200, """{"request_id":"r","data":{}}""");
        _time.Advance(TimeSpan.FromSeconds(1));
        (await _vault.ReadAsync(Endpoint)).Value();
    }

    [Fact]
    public async Task A_hung_Vault_fills_its_own_budget_and_never_anothers()
    {
        await using var other = await StartAsync();
        other.Answer = Json(200, """{"request_id":"r","data":{}}""");
        _server.Answer = Hang();
        var hung = Enumerable.Range(0, 100).Select(_ => _vault.ReadAsync(Endpoint)).ToList();
        await Outcomes.EventuallyAsync(() => _server.Requests.Count == 32);

        (await _vault.ReadAsync(VaultUnderTest.Endpoint(other, "other"))).Value();

        // At 10 s the calls in flight time out. The fifth time-out pauses what queues; each of the four before it may let one more in,
        // which hangs for its own 10 s.
        _time.Advance(TimeSpan.FromSeconds(10));
        await Outcomes.EventuallyAsync(() => hung.Count(call => !call.IsCompleted) == _server.Requests.Count - 32);
        Assert.InRange(_server.Requests.Count, 32, 36);
        if (_server.Requests.Count > 32)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        var outcomes = await Task.WhenAll(hung);
        Assert.InRange(_server.Requests.Count, 32, 36);
        Assert.All(outcomes, o => Assert.True(o.Failure?.Kind is FailureKind.Timeout or FailureKind.CircuitOpen, o.ToString()));
        (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.CircuitOpen);
        (await _vault.ReadAsync(VaultUnderTest.Endpoint(other, "other"))).Value();
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_no_hole_in_the_budget()
    {
        using var vault = new VaultUnderTest(_time, TestOptions.Vault with { Concurrency = 1 });
        using var valve = new Valve();
        _server.Answer = valve.AnswerAsync;
        var first = vault.ReadAsync(Endpoint);
        await Outcomes.EventuallyAsync(() => valve.Waiting == 1);
        using var impatient = new CancellationTokenSource();
        var second = vault.Secrets.ReadAsync(Endpoint, VaultUnderTest.Token, new VaultRead("", "kv/a"), impatient.Token);
        var third = vault.ReadAsync(Endpoint);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await valve.OpenAsync(2);

        (await first).Value();
        (await third).Value();
        Assert.Equal(1, valve.Most);
    }

    [Fact]
    public async Task A_quota_without_retry_after_backs_off_from_one_second_to_thirty_and_starts_anew_after_a_quiet_time()
    {
        _server.Answer = Json(429, """{"errors":["request path \"kv/data/app\": rate limit quota exceeded"]}""");
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            var wait = (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.Throttled).RetryAfter;
            Assert.Equal(TimeSpan.FromSeconds(seconds), wait);
            Assert.Equal(wait, (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.Throttled).RetryAfter);
            _time.Advance(wait!.Value);
        }

        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(TimeSpan.FromSeconds(1), (await _vault.ReadAsync(Endpoint)).Failed(FailureKind.Throttled).RetryAfter);
    }

    [Fact]
    public async Task A_new_version_of_a_connection_starts_afresh_and_the_old_pool_is_closed_after_a_grace()
    {
        _server.Answer = Json(502, "");
        await FailAsync(5);
        _server.Answer = Json(200, """{"request_id":"r","data":{}}""");

        (await _vault.ReadAsync(Endpoint with { Version = "2.def" })).Value();

        var links = _vault.Services.GetRequiredService<VaultLinks>();
        Assert.Equal(2, links.Snapshot().Count);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("2.def", Assert.Single(links.Snapshot()).Endpoint.Version);
        _time.Advance(TimeSpan.FromMinutes(31));
        Assert.Empty(links.Snapshot());
        (await _vault.ReadAsync(Endpoint with { Version = "2.def" })).Value();
    }

    [Fact]
    public async Task Connections_are_kept_and_used_again()
    {
        var ports = new HashSet<int>();
        _server.Answer = context =>
        {
            ports.Add(context.Connection.RemotePort);
            return Json(200, """{"request_id":"r","data":{}}""")(context);
        };

        for (var i = 0; i < 20; i++)
        {
            (await _vault.ReadAsync(Endpoint)).Value();
        }

        Assert.Single(ports);
    }

    [Fact]
    public async Task Calls_are_counted_by_connection_operation_and_outcome_and_the_circuit_is_shown()
    {
        var seen = new List<string>();
        using var listener = new MeterListener();
        var factory = _vault.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter is { Name: "Coffer.Vault" } meter && meter.Scope == factory)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => seen.Add(Line(i, value, tags)));
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => seen.Add(Line(i, value, tags)));
        listener.Start();
        _server.Answer = Json(200, """{"request_id":"r","data":{}}""");
        (await _vault.ReadAsync(Endpoint)).Value();
        _server.Answer = Json(502, "");
        await FailAsync(4);
        listener.RecordObservableInstruments();

        Assert.Contains("coffer.vault.requests 1 connection=app/vault operation=read outcome=Ok", seen);
        Assert.Equal(4, seen.Count(s => s == "coffer.vault.requests 1 connection=app/vault operation=read outcome=Unavailable"));
        Assert.Contains("coffer.vault.circuit 2 connection=app/vault", seen);
    }

    private static string Line<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        $"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}";

    private int Lines(string part) =>
        _vault.Log.Split('\n').Count(l => !l.StartsWith("Debug", StringComparison.Ordinal) && l.Contains(part, StringComparison.Ordinal));

    private async Task FailAsync(int times, string path = "kv/data/app")
    {
        for (var i = 0; i < times; i++)
        {
            var outcome = await _vault.ReadAsync(Endpoint, path);
            Assert.NotEqual(FailureKind.CircuitOpen, Assert.IsType<Failure>(outcome.Failure).Kind);
        }
    }

    /// <summary>Holds requests until a test lets them go, and counts how many were there at once.</summary>
    private sealed class Valve : IDisposable
    {
        private readonly SemaphoreSlim _permits = new(0);
        private int _waiting;

        public int Waiting => Volatile.Read(ref _waiting);

        public int Most { get; private set; }

        public void Dispose() => _permits.Dispose();

        public async Task AnswerAsync(HttpContext context)
        {
            Most = Math.Max(Most, Interlocked.Increment(ref _waiting));
            await _permits.WaitAsync(context.RequestAborted);
            Interlocked.Decrement(ref _waiting);
            await Json(200, """{"request_id":"r","data":{}}""")(context);
        }

        public async Task OpenAsync(int count)
        {
            await Outcomes.EventuallyAsync(() => Waiting >= 1);
            _permits.Release(count);
        }
    }
}
