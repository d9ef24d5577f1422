using Coffer.Contracts.Ports;
using Coffer.Domain.StaticSecrets;

namespace Coffer.Domain.Tests.StaticSecrets;

/// <summary>Where no Secret may be listed, each is looked at by its name, once in each slot of its refreshes.</summary>
public sealed class NamedAccessTests
{
    private static readonly SecretDecider Decider = new(Given.Options with { WatchesSecrets = false });
    private static readonly DateTimeOffset Start = Given.Noon.AddMinutes(1);

    private static readonly DateTimeOffset Slot = Schedule.NextSlot(Given.Uid, TimeSpan.FromHours(1), Start);

    private static readonly Situation Known = Situation.Initial.Begun(Start, Start).Saw(Given.Sighting(), Given.Resource, Start);

    [Fact]
    public void A_refresh_is_followed_by_a_look()
    {
        Assert.Equal(new StaticSecretStep.Wait(Slot), Next(Known, Start));
        Assert.IsType<StaticSecretStep.Sync>(Next(Known, Slot));
        Assert.Equal(new StaticSecretStep.LookAtSecret(), Next(Refreshed(Known), Slot));
    }

    [Fact]
    public void A_look_that_finds_all_in_order_waits_for_the_next_slot()
    {
        var looked = Refreshed(Known).Looked(Given.Sighting(), Known.Secret, Given.Resource, Given.Synced(), Slot);

        Assert.Equal(new StaticSecretStep.Wait(Slot.AddHours(1)), Next(looked, Slot));
    }

    [Fact]
    public void A_look_that_finds_a_changed_Secret_has_it_repaired_at_once()
    {
        var looked = Refreshed(Known).Looked(Given.Sighting("130", own: 1, others: "kubectl-edit"), Known.Secret, Given.Resource, Given.Synced(), Slot);

        Assert.Equal(SyncReason.SecretDataDrift, Assert.IsType<StaticSecretStep.Sync>(Next(looked, Slot)).Due.Reason);
    }

    [Fact]
    public void A_look_that_finds_no_Secret_has_it_made_at_once()
    {
        var before = Refreshed(Known);
        var looked = before.Looked(null, before.Secret, Given.Resource, Given.Synced(), Slot);

        Assert.Equal(SyncReason.InexistentDestination, Assert.IsType<StaticSecretStep.Sync>(Next(looked, Slot)).Due.Reason);
    }

    [Fact]
    public void A_look_that_found_nothing_says_nothing_against_what_was_written_meanwhile()
    {
        var written = Known.After(Given.Wrote(Given.Content(secretVersion: "140")), Slot, 1);
        var looked = written.Looked(null, Known.Secret, Given.Resource, Given.Synced(), Slot);

        Assert.False(looked.Secret!.Missing);
    }

    [Fact]
    public void Where_a_feed_shows_the_Secrets_nobody_looks() =>
        Assert.Equal(new StaticSecretStep.Wait(Slot.AddHours(1)), Given.Decider.Next(Given.Resource, Given.Synced(), Refreshed(Known), Slot));

    private static Situation Refreshed(Situation situation) => situation.After(Given.Wrote(Given.Content(), WriteEffect.None), Slot, 1);

    private static StaticSecretStep Next(Situation situation, DateTimeOffset now) => Decider.Next(Given.Resource, Given.Synced(), situation, now);
}
