using Coffer.Domain.Sources.Kv;
using Coffer.Contracts.Ports;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>Where no Secret may be listed, each is looked at by its name, once in each slot of its refreshes.</summary>
public sealed class NamedAccessTests
{
    private static readonly SecretDecider Decider = new(new SecretPlanner(new KvSource(), Given.Options with { WatchesSecrets = false }));
    private static readonly DateTimeOffset Start = Given.Noon.AddMinutes(1);

    private static readonly DateTimeOffset Slot = Schedule.NextSlot(Given.Uid, TimeSpan.FromHours(1), Start);

    private static readonly SecretMemory Known = SecretMemory.Initial.Begun(Start, Start).Saw(Given.Sighting(), Given.Resource, Start);

    [Fact]
    public void A_refresh_is_followed_by_a_look()
    {
        Assert.Equal(new SecretStep.Wait(Slot), Next(Known, Start));
        Assert.IsType<SecretStep.Sync>(Next(Known, Slot));
        Assert.Equal(new SecretStep.LookAtSecret(), Next(Refreshed(Known), Slot));
    }

    [Fact]
    public void A_look_that_finds_all_in_order_waits_for_the_next_slot()
    {
        var looked = Refreshed(Known).Looked(Given.Sighting(), Known, Given.Resource, Given.Synced(), Slot);

        Assert.Equal(new SecretStep.Wait(Slot.AddHours(1)), Next(looked, Slot));
    }

    [Fact]
    public void A_look_that_finds_a_changed_Secret_has_it_repaired_at_once()
    {
        var looked = Refreshed(Known)
            .Looked(Given.Sighting("130", own: 1, others: "kubectl-edit"), Known, Given.Resource, Given.Synced(), Slot);

        Assert.Equal(SyncReason.SecretDataDrift, Assert.IsType<SecretStep.Sync>(Next(looked, Slot)).Due.Reason);
    }

    [Fact]
    public void A_look_that_finds_no_Secret_has_it_made_at_once()
    {
        var before = Refreshed(Known);
        var looked = before.Looked(null, before, Given.Resource, Given.Synced(), Slot);

        Assert.Equal(SyncReason.InexistentDestination, Assert.IsType<SecretStep.Sync>(Next(looked, Slot)).Due.Reason);
    }

    [Fact]
    public void A_look_that_found_nothing_says_nothing_against_what_was_written_meanwhile()
    {
        var written = Known.After(Given.Wrote(Given.Content(secretVersion: "140")), Slot, 1);
        var looked = written.Looked(null, Known, Given.Resource, Given.Synced(), Slot);

        Assert.False(looked.Secret!.Missing);
    }

    /// <summary>Looks alone show it where Secrets are not watched.</summary>
    [Fact]
    public void Looks_that_find_another_stamp_each_time_tell_that_somebody_else_does_the_same_work()
    {
        var (memory, resource) = (Known, Given.Resource);
        for (var number = 1; number <= 2; number++)
        {
            var before = Refreshed(memory);
            var theirs = Given.Sighting($"{200 + number}", $"stamp {number}") with { OtherStampManagers = ["another"] };
            memory = before.Looked(theirs, before, resource, Given.Synced(), Slot);
        }

        Assert.IsType<SecretStep.Append>(Next(memory, Slot));
        var told = Decider.Decide(resource, Given.Synced(), memory, new SecretOutcome.Known([]), Slot).Events;
        Assert.IsType<SecretEvent.ContestStarted>(Assert.Single(told));
    }

    [Fact]
    public void A_look_that_began_in_the_past_that_was_left_says_nothing()
    {
        var seen = Known.InSecretEpoch(7).Saw(Given.Sighting("30"), Given.Resource, Slot);
        var looked = seen.Looked(Given.Sighting("500"), Known, Given.Resource, Given.Synced(), Slot);

        Assert.Equal("30", looked.Secret!.Version);
        Assert.Equal(seen, looked);
    }

    [Fact]
    public void Where_a_feed_shows_the_Secrets_nobody_looks() =>
        Assert.Equal(new SecretStep.Wait(Slot.AddHours(1)), Given.Decider.Next(Given.Resource, Given.Synced(), Refreshed(Known), Slot));

    private static SecretMemory Refreshed(SecretMemory memory) => memory.After(Given.Wrote(Given.Content(), WriteEffect.None), Slot, 1);

    private static SecretStep Next(SecretMemory memory, DateTimeOffset now) => Decider.Next(Given.Resource, Given.Synced(), memory, now);
}
