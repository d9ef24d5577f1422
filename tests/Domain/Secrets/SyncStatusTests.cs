using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>A resource that is read every hour, synced at noon.</summary>
public sealed class SyncStatusTests
{
    private static readonly Problem Missing = new("VaultClientError", "there is no such secret");

    [Fact]
    public void What_was_read_is_expected_again_at_the_next_slot_and_overdue_a_minute_later()
    {
        var read = SecretMemory.Initial with { LastRead = Given.Noon };
        var slot = Schedule.NextSlot(Given.Uid, TimeSpan.FromHours(1), Given.Noon);

        var standing = Of(Given.Synced(), read, Given.Noon)!;

        Assert.Equal(slot, standing.Expected);
        Assert.Equal(TimeSpan.Zero, standing.Overdue(slot + TimeSpan.FromSeconds(60)));
        Assert.Equal(TimeSpan.FromSeconds(61), standing.Overdue(slot + TimeSpan.FromSeconds(61)));
        Assert.Equal(TimeSpan.FromMinutes(10), standing.Age(Given.Noon + TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void A_journal_that_is_days_old_makes_nothing_old_that_was_served_until_just_now()
    {
        var now = Given.Noon + TimeSpan.FromDays(3);
        var served = SecretMemory.Initial with { ServedUntil = now };

        Assert.InRange(Of(Given.Synced(), served, now)!.Age(now)!.Value, TimeSpan.Zero, TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.Zero, Of(Given.Synced(), served, now)!.Overdue(now));
    }

    [Fact]
    public void What_fails_is_as_old_as_its_last_success_however_often_it_is_tried()
    {
        var now = Given.Noon + TimeSpan.FromDays(3);
        var failing = Given.Synced() with { Problem = Missing };

        var standing = Of(
            failing, SecretMemory.Initial with { ServedUntil = now, Retry = new Retry(9, now + TimeSpan.FromMinutes(5)) }, now)!;

        Assert.Equal("VaultClientError", standing.Problem);
        Assert.Equal(TimeSpan.FromDays(3), standing.Age(now));
        Assert.True(standing.Overdue(now) > TimeSpan.FromDays(2));
    }

    [Fact]
    public void What_was_never_synced_is_expected_since_it_was_made()
    {
        var made = Given.Resource with { Metadata = Given.Resource.Metadata with { CreationTimestamp = Given.Noon } };

        var standing = SyncStatus.Of(made, SecretState.Initial, SecretMemory.Initial, Given.Planner, Given.Noon)!;

        Assert.Null(standing.Age(Given.Noon));
        Assert.Equal(TimeSpan.FromMinutes(5), standing.Overdue(Given.Noon + TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void What_is_read_once_and_never_again_is_never_overdue()
    {
        var once = Given.Resource with
        {
            Spec = new VaultStaticSecretSpec(false)
            {
                Mount = "kv",
                Path = "app",
                Type = "kv-v2",
                Destination = Given.Resource.Spec.Destination,
            },
        };

        var standing = SyncStatus.Of(once, Given.Synced(), SecretMemory.Initial with { LastRead = Given.Noon }, Given.Planner, Given.Noon)!;

        Assert.Equal(TimeSpan.Zero, standing.Overdue(Given.Noon + TimeSpan.FromDays(1000)));
    }

    [Fact]
    public void What_is_on_its_way_out_stands_nowhere() => Assert.Null(SyncStatus.Of(
        Given.Resource with { Metadata = Given.Resource.Metadata with { DeletionTimestamp = Given.Noon } }, Given.Synced(),
        SecretMemory.Initial, Given.Planner, Given.Noon));

    private static SyncStatus? Of(SecretState state, SecretMemory memory, DateTimeOffset now) =>
        SyncStatus.Of(Given.Resource, state, memory, Given.Planner, now);
}
