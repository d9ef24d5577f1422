using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Kube.Events;

namespace Coffer.Kube.Tests.Events;

public sealed class EventLedgerTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 18, 0, 0, TimeSpan.Zero);

    private readonly EventLedger _ledger;
    private int _silos = 1;

    public EventLedgerTests() => _ledger = new EventLedger(Start, () => _silos);

    [Fact]
    public void Repetitions_become_a_count_on_the_same_event()
    {
        var first = _ledger.Take(Warning("a"), Start)!;
        var second = _ledger.Take(Warning("a"), Start.AddSeconds(10))!;

        Assert.True(first.IsNew);
        Assert.Equal(
            (first.Name, false, 2, Start, Start.AddSeconds(10)), (second.Name, second.IsNew, second.Count, second.First, second.Last));
        Assert.Matches("^a\\.[0-9a-f]{16}$", first.Name);
    }

    [Fact]
    public void Another_message_or_object_is_another_event()
    {
        var names = new[] { Warning("a"), Warning("b"), Warning("a") with { Message = "other" }, Warning("a") with { Reason = "Other" } }
            .Select(e => _ledger.Take(e, Start)!.Name);

        Assert.Equal(4, names.Distinct().Count());
    }

    [Fact]
    public void After_ten_quiet_minutes_the_count_begins_anew()
    {
        _ledger.Take(Warning("a"), Start);

        var later = _ledger.Take(Warning("a"), Start.AddMinutes(11))!;

        Assert.Equal((true, 1), (later.IsNew, later.Count));
    }

    [Fact]
    public void One_objects_warnings_are_limited_and_the_count_goes_on()
    {
        var written = Enumerable.Range(0, 40).Count(_ => _ledger.Take(Warning("a"), Start) is not null);

        Assert.Equal(25, written);
        Assert.NotNull(_ledger.Take(Warning("b"), Start));
        Assert.Equal(41, _ledger.Take(Warning("a"), Start.AddMinutes(5))!.Count);
    }

    [Fact]
    public void No_more_than_100_normal_events_a_minute()
    {
        var burst = Enumerable.Range(0, 1000).Count(i => _ledger.Take(Normal(i), Start) is not null);
        var nextMinute = Enumerable.Range(1000, 1000).Count(i => _ledger.Take(Normal(i), Start.AddMinutes(1)) is not null);

        Assert.Equal((100, 100), (burst, nextMinute));
        Assert.NotNull(_ledger.Take(Warning("a"), Start.AddMinutes(1)));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(3, 33)]
    [InlineData(500, 1)]
    public void Silos_share_the_100(int silos, int share)
    {
        _silos = silos;

        Assert.Equal(share, Enumerable.Range(0, 1000).Count(i => _ledger.Take(Normal(i), Start) is not null));
    }

    [Fact]
    public void No_minute_has_more_than_100_normal_events_however_they_are_spread()
    {
        var written = Enumerable.Range(0, 3000).Select(i => Start.AddMilliseconds(i * 60))
            .Where(at => _ledger.Take(Normal((at - Start).Ticks / 600_000), at) is not null).ToList();

        Assert.All(written, at => Assert.InRange(written.Count(other => other >= at && other < at.AddMinutes(1)), 1, 100));
        Assert.Equal(300, written.Count);
    }

    [Fact]
    public void A_namespace_whose_secrets_change_all_the_time_leaves_half_of_the_events_to_others()
    {
        var greedy = Enumerable.Range(0, 1000).Count(i => _ledger.Take(Normal(i, "greedy"), Start) is not null);
        var others = Enumerable.Range(0, 50).Count(i => _ledger.Take(Normal(i), Start.AddSeconds(30)) is not null);
        var later = Enumerable.Range(0, 1000).Count(i => _ledger.Take(Normal(i, "greedy"), Start.AddMinutes(1)) is not null);

        Assert.Equal((50, 50, 50), (greedy, others, later));
    }

    [Fact]
    public void A_lost_event_is_created_again_with_its_count()
    {
        var first = _ledger.Take(Warning("a"), Start)!;
        _ledger.Lost(Warning("a"));

        var again = _ledger.Take(Warning("a"), Start)!;

        Assert.Equal((true, 2), (again.IsNew, again.Count));
        Assert.NotEqual(first.Name, again.Name);
    }

    [Fact]
    public void Names_stay_within_253_characters()
    {
        Assert.Equal(253, _ledger.Take(Warning(new string('n', 253)), Start)!.Name.Length);
    }

    /// <summary>One of many objects in ten namespaces, or in the one that is named.</summary>
    private static PendingEvent Normal(long number, string? home = null) => Warning($"o{number}") with
    {
        Warning = false,
        About = new ObjectRef(
            ResourceKinds.VaultStaticSecret, new ObjectKey(home ?? $"app-{number % 10}", $"o{number}"), $"u-{home}-{number}", "1"),
    };

    private static PendingEvent Warning(string name) =>
        new(new ObjectRef(ResourceKinds.VaultStaticSecret, new ObjectKey("app", name), $"u-{name}", "1"), true, "VaultError", "sealed");
}
