using System.Collections.Concurrent;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Cluster.Tests.Secrets.World;
using Coffer.Contracts;
using Coffer.Grains.Actors;
using Coffer.Grains.Auths;
using Microsoft.Extensions.Time.Testing;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>Whoever asks at the moment at which the last one leaves.</summary>
public sealed class SubscriptionsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<string> _told = new();
    private Subscriptions _subscriptions = null!;
    private int _gone;

    [Fact]
    public async Task Who_asks_when_all_have_left_and_are_forgotten_is_sent_to_the_successor_and_not_kept_where_nobody_finds_him()
    {
        var taken = true;
        _subscriptions = Make(() =>
        {
            _gone++;
            taken = _subscriptions.Add(Static("late"));
        });

        Assert.True(_subscriptions.Add(Static("app")));
        await ToldAsync("team/app");
        _subscriptions.Remove(Static("app"));
        await AdvancedAsync("the end", () => _gone > 0);

        Assert.False(taken, "whoever comes in that moment");
        Assert.False(_subscriptions.Add(Static("later")), "and whoever comes after it");
        Assert.DoesNotContain("team/late", _told);
    }

    [Fact]
    public async Task Who_asks_before_that_is_told_as_ever()
    {
        _subscriptions = Make(() => _gone++);
        Assert.True(_subscriptions.Add(Static("app")));
        await ToldAsync("team/app");
        _subscriptions.Remove(Static("app"));
        Assert.True(_subscriptions.Add(Static("other")));

        await ToldAsync("team/other");
        Assert.Equal(0, _gone);
    }

    private static ResourceRef Static(string name) => new("VaultStaticSecret", "team", name);

    private Subscriptions Make(Action gone) => new(
        "Auth team/a@team", batch =>
        {
            foreach (var dependent in batch)
            {
                _told.Enqueue(dependent.Key.ToString());
            }

            return Task.CompletedTask;
        },
        _time, new Lifetime(CancellationToken.None), gone, new LogCollector().CreateLogger("Subscriptions"));

    private Task ToldAsync(string dependent) => AdvancedAsync(dependent, () => _told.Contains(dependent));

    private Task AdvancedAsync(string what, Func<bool> holds) => Eventually.HoldsAsync(what, () =>
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return holds();
    });
}
