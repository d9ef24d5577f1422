using System.Net;
using System.Net.Sockets;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Resilience;
using Coffer.Vault.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

/// <summary>Two namespaces on one VaultConnection: what hangs for one holds up nobody else.</summary>
public sealed class SharedConnectionTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new();
    private readonly VaultUnderTest _vault;
    private ScriptedVault _server = null!;

    public SharedConnectionTests() => _vault = new VaultUnderTest(_time);

    public async Task InitializeAsync()
    {
        _server = await StartAsync();
        _server.Answer = context => (context.Request.Path.Value!.Contains("slow", StringComparison.Ordinal)
            ? Hang()
            : Json(200, """{"request_id":"r","data":{}}"""))(context);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task A_path_that_hangs_takes_half_of_the_slots_and_opens_the_circuit_for_nobody()
    {
        var hung = Enumerable.Range(0, 16).Select(_ => _vault.ReadAsync(Of("team-a"), "database/creds/slow")).ToList();
        await Outcomes.EventuallyAsync(() => _server.Requests.Count == 16);
        using var patience = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 84)
            .Select(_ => _vault.Secrets.ReadAsync(
                Of("team-a"), VaultUnderTest.Token, new VaultRead("", "database/creds/slow"), patience.Token)).ToList();

        (await _vault.ReadAsync(Of("team-b"), "kv/data/app")).Value();
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.All(await Task.WhenAll(hung), outcome => outcome.Failed(FailureKind.Timeout));
        Assert.Equal(16, _server.Count("slow"));
        (await _vault.ReadAsync(Of("team-b"), "kv/data/app")).Value();
        (await _vault.ReadAsync(Of("team-b"), "database/creds/quick")).Value();
        (await _vault.ReadAsync(Of("team-a"), "kv/data/app")).Value();
        Assert.DoesNotContain(
            "paused", string.Join('\n', _vault.Log.Split('\n').Where(line => line.StartsWith("Warning", StringComparison.Ordinal))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_hung_five_times_is_paused_for_its_namespace_and_mount_and_tried_by_one_call_after_each_pause()
    {
        await TimeOutAsync(5);

        var refused = (await _vault.ReadAsync(Of("team-a"), "database/creds/other")).Failed(FailureKind.CircuitOpen);

        Assert.Contains("calls to database/ for namespace team-a through", refused.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.RetryAfter);
        Assert.Equal(5, _server.Count("slow"));

        var heard = 5;
        foreach (var pause in new[] { 1, 2, 4, 5, 5 })
        {
            _time.Advance(TimeSpan.FromSeconds(pause));
            heard++;
            var trial = _vault.ReadAsync(Of("team-a"), "database/creds/slow");
            await Outcomes.EventuallyAsync(() => _server.Count("slow") == heard);
            (await _vault.ReadAsync(Of("team-a"), "database/creds/slow")).Failed(FailureKind.CircuitOpen);
            _time.Advance(TimeSpan.FromSeconds(10));
            (await trial).Failed(FailureKind.Timeout);
        }

        Assert.Equal(10, _server.Count("slow"));
        _time.Advance(TimeSpan.FromSeconds(5));
        (await _vault.ReadAsync(Of("team-a"), "database/creds/quick")).Value();
        (await _vault.ReadAsync(Of("team-a"), "database/creds/quick")).Value();
    }

    /// <summary>A Vault that hangs as a whole shows by its health.</summary>
    [Fact]
    public async Task A_probe_without_an_answer_still_stops_all_calls()
    {
        _server.Answer = Hang();
        var probe = _vault.Health.CheckAsync(Of(""), CancellationToken.None);
        await Outcomes.EventuallyAsync(() => _server.Count("sys/health") == 1);
        _time.Advance(TimeSpan.FromSeconds(10));
        (await probe).Failed(FailureKind.Timeout);

        (await _vault.ReadAsync(Of("team-b"), "kv/data/app")).Failed(FailureKind.CircuitOpen);
    }

    [Fact]
    public async Task A_connection_that_can_not_be_made_in_time_speaks_against_the_server()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        using var vault = new VaultUnderTest(options: TestOptions.Vault with { TryTimeout = TimeSpan.FromSeconds(4) });
        var endpoint = VaultUnderTest.Endpoint(new Uri($"https://{mute.LocalEndpoint}"), "mute");

        foreach (var read in await Task.WhenAll(
            Enumerable.Range(0, 5).Select(i => vault.ReadAsync(endpoint with { Consumer = $"team-{i}" }))))
        {
            Assert.Contains("no connection could be made in time", read.Failed(FailureKind.Unreachable).Message, StringComparison.Ordinal);
        }

        (await vault.ReadAsync(endpoint with { Consumer = "team-z" })).Failed(FailureKind.CircuitOpen);
    }

    [Fact]
    public async Task Slots_go_round_among_the_namespaces_that_wait()
    {
        var budget = new Budget(2, _time);
        var patience = TimeSpan.FromSeconds(10);
        Assert.True(await budget.EnterAsync("a", patience, CancellationToken.None));
        var more = Enumerable.Range(0, 3).Select(_ => budget.EnterAsync("a", patience, CancellationToken.None)).ToList();
        Assert.All(more, waiting => Assert.False(waiting.IsCompleted));
        Assert.True(await budget.EnterAsync("b", patience, CancellationToken.None).WaitAsync(Deadline));
        var c = budget.EnterAsync("c", patience, CancellationToken.None);

        // Who holds none goes before who just gave back his whole share.
        budget.Leave("a");
        Assert.True(await c.WaitAsync(Deadline));
        Assert.False(more[0].IsCompleted);
        budget.Leave("b");
        Assert.True(await more[0].WaitAsync(Deadline));
        budget.Leave("c");
        Assert.False(more[1].IsCompleted);
        budget.Leave("a");
        Assert.True(await more[1].WaitAsync(Deadline));
    }

    [Fact]
    public void Metrics_name_the_operators_connections_and_a_few_of_each_tenant()
    {
        var labels = new ConnectionLabels("coffer");

        var told = Enumerable.Range(0, 1000).Select(i => labels.Of(new ObjectKey($"team-{i % 50}", $"c{i}"))).ToHashSet();

        Assert.Equal(101, told.Count);
        Assert.Contains(ConnectionLabels.Other, told);
        Assert.Equal("team-0/c0", labels.Of(new ObjectKey("team-0", "c0")));
        Assert.Equal("coffer/default", labels.Of(new ObjectKey("coffer", "default")));
        Assert.All(Enumerable.Range(0, 9).Select(i => labels.Of(new ObjectKey("coffer", $"c{i}"))),
            label => Assert.StartsWith("coffer/", label, StringComparison.Ordinal));
        var few = new ConnectionLabels("coffer");
        Assert.Equal(4, Enumerable.Range(0, 9).Count(i => few.Of(new ObjectKey("greedy", $"c{i}")) != ConnectionLabels.Other));
    }

    private VaultEndpoint Of(string consumer) => VaultUnderTest.Endpoint(_server) with { Consumer = consumer };

    private async Task TimeOutAsync(int times)
    {
        var calls = Enumerable.Range(0, times).Select(_ => _vault.ReadAsync(Of("team-a"), "database/creds/slow")).ToList();
        await Outcomes.EventuallyAsync(() => _server.Count("slow") == times);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.All(await Task.WhenAll(calls), call => call.Failed(FailureKind.Timeout));
    }
}
