using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>A status that was copied from another object, or restored from a backup under a new UID.</summary>
public sealed class ForeignJournalTests
{
    private static readonly VaultStaticSecret Copy = Written(Given.Resource) with
    {
        Metadata = Given.Resource.Metadata with { Uid = "another" },
    };

    [Fact]
    public void The_status_of_another_object_is_no_journal()
    {
        Assert.NotEqual(SecretState.Initial, Given.Aggregate.Read(Written(Given.Resource)));

        Assert.Equal(SecretState.Initial, Given.Aggregate.Read(Copy));
        Assert.IsType<SecretStep.Sync>(
            Given.Decider.Next(Copy, Given.Aggregate.Read(Copy), SecretMemory.Initial.Begun(Given.Noon, Given.Noon), Given.Noon));
    }

    [Fact]
    public void Nothing_of_it_stays_once_the_object_has_a_journal_of_its_own()
    {
        var first = new SecretEvent.Adopted(Given.Content());
        var mine = Given.Stored(Given.Aggregate.Write(Copy, SecretState.Initial.Evolve(first), [first], Given.Noon));

        Assert.Equal("another", mine.Status!.Snapshot!.ResourceUid);
        Assert.Single(mine.Status.History!);
        Assert.DoesNotContain(mine.Status.Conditions!, condition => condition.Type == "RolloutRestart");
        Assert.Null(mine.Status.Snapshot.RestartTargetsPending);
        Assert.True(Given.Aggregate.Read(mine).HasSynced);
    }

    [Fact]
    public void The_journal_of_an_earlier_release_notes_no_UID_and_is_followed()
    {
        var old = Written(Given.Resource);
        old = old with { Status = old.Status! with { Snapshot = old.Status.Snapshot! with { ResourceUid = null } } };

        Assert.True(Given.Aggregate.Read(old).HasSynced);
    }

    /// <summary>With a rollout under way.</summary>
    private static VaultStaticSecret Written(VaultStaticSecret resource)
    {
        SecretEvent[] events =
        [
            new SecretEvent.SecretWritten(SyncReason.InitialSync, Given.Content()),
            new SecretEvent.RestartRequested("7-abc", ["Deployment/web", "Deployment/api"]),
            new SecretEvent.RestartSettled("Deployment/web", "7-abc", Coffer.Contracts.Ports.RestartEffect.Restarted, ""),
        ];
        return Given.Stored(Given.Aggregate.Write(resource, SecretState.Initial.After(events), events, Given.Noon));
    }
}
