using System.Text;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>What secrets with costly templates can't do to the others of their silo.</summary>
public sealed class RenderingTurnsTests
{
    private const int Places = 2;
    private const int All = 100;

    private static readonly SecretDataTransformation Templated =
        new() { Templates = new Dictionary<string, Template> { ["key"] = new() { Text = "{{ .Secrets.password }}!" } } };
    private static readonly SecretDataTransformation Filtered = new() { Excludes = ["^nothing"] };

    private readonly RenderingBench _bench = new();

    [Fact]
    public async Task Of_fifty_costly_ones_two_render_at_once_and_another_namespaces_is_next()
    {
        // Its templates are parsed then, which takes a turn and time of its own: later it is in line at once.
        await _bench.PlainAsync("other", "app", Templated);
        Task<SyncFact>[] costly = [.. Enumerable.Range(0, 50).Select(number => _bench.SyncAsync(
            number % 2 == 0 ? "greedy" : "hungry", $"app{number}", number % 3 == 0 ? Filtered : Templated))];
        await Eventually.HoldsAsync("two to render", () => _bench.Clock.Held == Places);

        var other = _bench.SyncAsync("other", "app", Templated);
        _bench.Clock.LetGo(1);
        await Eventually.HoldsAsync("another to render", () => _bench.Clock.Begun.Count > Places);
        Assert.Equal("other", _bench.Clock.Begun[Places]);

        // The time that a rendering may take does not begin before it.
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        _bench.Clock.LetGo(All);
        Assert.All(await Task.WhenAll([.. costly, other]), fact => Assert.IsType<SyncFact.InStep>(fact));
        Assert.Equal(Places, _bench.Clock.MostHeld);
        Assert.False(_bench.Clock.UsedThePool);
        Assert.Equal("p!", Encoding.UTF8.GetString(_bench.Written["other/app"]["key"].Span));
    }

    [Fact]
    public async Task A_namespace_alone_leaves_a_place_to_whoever_comes()
    {
        Task<SyncFact>[] costly = [.. Enumerable.Range(0, 50).Select(number => _bench.SyncAsync("greedy", $"app{number}", Templated))];
        await Eventually.HoldsAsync("one to render", () => _bench.Clock.Held == 1);

        var other = _bench.SyncAsync("other", "app", Templated);

        await Eventually.HoldsAsync("the other to render", () => _bench.Clock.Held == Places);
        Assert.Equal(["greedy", "other"], _bench.Clock.Begun);
        _bench.Clock.LetGo(All);
        await Task.WhenAll([.. costly, other]);
    }

    [Fact]
    public async Task What_has_neither_templates_nor_patterns_waits_for_nobody()
    {
        Task<SyncFact>[] costly = [_bench.SyncAsync("greedy", "app", Templated), _bench.SyncAsync("hungry", "app", Filtered),
            _bench.SyncAsync("greedy", "next", Templated)];
        await Eventually.HoldsAsync("two to render", () => _bench.Clock.Held == Places);

        Assert.IsType<SyncFact.InStep>(await _bench.PlainAsync("greedy", "plain", null));
        Assert.IsType<SyncFact.InStep>(await _bench.PlainAsync("greedy", "bare", new SecretDataTransformation { ExcludeRaw = true }));

        Assert.Equal(Places, _bench.Clock.Held);
        _bench.Clock.LetGo(All);
        await Task.WhenAll(costly);
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_render_and_holds_up_nobody()
    {
        using var budget = new CancellationTokenSource();
        var first = _bench.SyncAsync("greedy", "first", Templated);
        await Eventually.HoldsAsync("one to render", () => _bench.Clock.Held == 1);
        Task<SyncFact>[] waiting = [.. Enumerable.Range(0, 3)
            .Select(number => _bench.SyncAsync("greedy", $"late{number}", Templated, budget.Token))];
        var last = _bench.SyncAsync("greedy", "last", Templated);

        await budget.CancelAsync();
        await Task.WhenAll(waiting.Select(late => Assert.ThrowsAnyAsync<OperationCanceledException>(() => late)));

        _bench.Clock.LetGo(All);
        Assert.All(await Task.WhenAll(first, last), fact => Assert.IsType<SyncFact.InStep>(fact));
        Assert.Equal(2, _bench.Clock.Begun.Count);
        Assert.Equal(["greedy/first", "greedy/last"], _bench.Written.Keys.Order(StringComparer.Ordinal));
    }
}
