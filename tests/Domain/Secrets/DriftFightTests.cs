using Coffer.Contracts.Ports;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>Another controller keeps writing the same key: what is ours comes back, but not as fast as he writes.</summary>
public sealed class DriftFightTests
{
    private const string Rival = "argocd-controller";

    private DateTimeOffset _now = Given.Noon.AddMinutes(1);
    private SecretMemory _situation = Given.Settled();
    private SecretState _state = Given.Synced();
    private int _version = 100;

    [Fact]
    public void The_first_four_repairs_are_made_at_once() =>
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Equal(TimeSpan.Zero, Fight()));

    [Fact]
    public void From_the_fifth_on_the_waits_grow_from_ten_seconds_to_five_minutes()
    {
        Fight(4);

        Assert.Equal([10, 20, 40, 80, 160, 300, 300], Enumerable.Range(0, 7).Select(_ => (int)Fight().TotalSeconds));
    }

    [Fact]
    public void Repairs_far_apart_are_each_made_at_once() => Assert.All(Enumerable.Range(0, 20), _ =>
    {
        Assert.Equal(TimeSpan.Zero, Fight());
        _now += TimeSpan.FromMinutes(10);
    });

    [Fact]
    public void A_new_value_is_not_held_up()
    {
        Fight(5);
        Tamper();
        var slot = Schedule.NextSlot(Given.Uid, TimeSpan.FromSeconds(1), _now);
        var often = Given.Resource with { Spec = Given.Resource.Spec with { RefreshAfter = "1s" } };

        Assert.Equal(new Due(SyncReason.Refresh, slot), Given.Rules.Next(often, _state, _situation, _now));
        Assert.IsNotType<WriteChoice.Leave>(
            WriteRules.Choose(new WriteCase(Given.Resource, _state, _situation, SyncReason.Refresh, Given.Other)));
    }

    [Fact]
    public void A_refresh_that_finds_nothing_new_does_not_repair_before_its_time()
    {
        Fight(5);
        Tamper();

        Assert.Equal(new WriteChoice.Leave(WriteEffect.None, null),
            WriteRules.Choose(new WriteCase(Given.Resource, _state, _situation, SyncReason.Refresh, Given.Same)));
    }

    [Fact]
    public void A_person_who_asks_for_a_sync_does_not_wait()
    {
        Fight(5);
        Tamper();

        Assert.Equal(new Due(SyncReason.ForceSync, _now), Given.Rules.Next(Given.Resource.WithForceSync("1"), _state, _situation, _now));
    }

    [Fact]
    public void It_is_told_who_it_is_and_taken_back_after_ten_quiet_minutes()
    {
        Fight(4);
        Assert.Empty(Dispute());
        Fight();

        var told = Assert.IsType<SecretEvent.DisputeStarted>(Assert.Single(Dispute()));
        Assert.Contains(Rival, told.Sign, StringComparison.Ordinal);
        Assert.Contains("app-secret", told.Sign, StringComparison.Ordinal);
        var announced = Assert.Single(Announcements.Of([told]));
        Assert.Equal((true, "SecretDisputed"), (announced.Warning, announced.Reason));

        _state = Read(_state.Evolve(told));
        Assert.Equal(told.Sign, _state.Dispute);
        Assert.Empty(Dispute());
        var wait = Assert.IsType<SecretStep.Wait>(Given.Decider.Next(Given.Resource, _state, _situation, _now));
        Assert.InRange(wait.Until, _now, _now.AddMinutes(10));

        _now = _now.AddMinutes(10);
        Assert.IsType<SecretEvent.DisputeEnded>(Assert.Single(Given.Tells(Given.Resource, _state, _situation, _now)));
        _state = Read(_state.After(Dispute()));
        Assert.Null(_state.Dispute);
    }

    private IReadOnlyList<SecretEvent> Dispute() => Disputes.Decide(Given.Resource, _state, _situation, _now);

    private static SecretState Read(SecretState state) =>
        Given.Aggregate.Read(Given.Stored(Given.Aggregate.Write(Given.Resource, state, [], Given.Noon)));

    private void Fight(int times)
    {
        for (var count = 0; count < times; count++)
        {
            Fight();
        }
    }

    /// <summary>One change by the other and its repair; how long that one waited.</summary>
    private TimeSpan Fight()
    {
        Tamper();
        var (due, seen) = (Given.Rules.Next(Given.Resource, _state, _situation, _now), _now);
        Assert.Equal(SyncReason.SecretDataDrift, due.Reason);
        _now = due.At;
        var repaired = Given.Content(secretVersion: $"{++_version}", at: _now);
        _state = _state.After(SyncEvents.OnSync(Given.Resource, _state, Given.Wrote(repaired, reason: due.Reason)));
        // The Secret as repaired, where nothing tells of the other any more, is seen before the repair is told.
        _situation = _situation.Saw(Given.Sighting(repaired.SecretVersion)).After(Given.Wrote(repaired, reason: due.Reason), _now, 1);
        return due.At - seen;
    }

    private void Tamper() =>
        _situation = _situation.Saw(Given.Sighting($"{++_version}", own: 1, others: Rival) with { LastOtherManager = Rival });
}
