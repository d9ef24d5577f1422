using Coffer.Contracts;
using Coffer.Domain.Journal;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>What is said after an edit is what would be said had the manifest always been so.</summary>
public sealed class EditedTests
{
    [Fact]
    public void A_secret_in_step_whose_login_can_no_longer_be_used_is_synced_so_that_it_says_so_before_its_next_refresh()
    {
        var synced = Given.Content().Inputs;

        Assert.True(SecretInputs.AreOthers(synced, null, new Failure(FailureKind.Misconfigured, "VaultAuth team/auth is invalid")));
        Assert.True(SecretInputs.AreOthers(synced, null, new Failure(FailureKind.NotFound, "VaultAuth team/auth does not exist")));
        Assert.True(SecretInputs.AreOthers(synced, $"{synced} more", null));
    }

    [Fact]
    public void An_outage_and_unchanged_inputs_have_no_secret_in_step_read_again()
    {
        var synced = Given.Content().Inputs;

        Assert.False(SecretInputs.AreOthers(synced, synced, null));
        Assert.False(SecretInputs.AreOthers(synced, null, new Failure(FailureKind.Sealed, "Vault is sealed")));
        Assert.False(SecretInputs.AreOthers(synced, null, new Failure(FailureKind.Unreachable, "no answer")));
        Assert.False(SecretInputs.AreOthers(synced, null, null));
    }

    [Fact]
    public void A_Secret_that_create_false_left_to_others_is_taken_back_by_create_true_unless_somebody_has_claimed_it()
    {
        var lent = Given.Resource.WithSpec(spec => spec with { Destination = spec.Destination with { Create = false } });
        var made = Given.Synced();
        var left = made.Evolve(new SecretEvent.SourceMoved(Given.Content(resource: lent)));
        var bare = Given.Sighting() with { Labels = new Dictionary<string, string>(), Owners = [] };

        Assert.Equal(Belongs.Foreign, Ownership.Of(bare, Given.Resource, journal: null));
        Assert.Equal(Belongs.Foreign, Ownership.Of(bare, Given.Resource, Given.Synced(Given.Content(resource: lent)).Snapshot));
        Assert.Equal(Belongs.Ours, Ownership.Of(bare, Given.Resource, left.Snapshot));
        Assert.Equal(Belongs.Foreign, Ownership.Of(
            bare with { Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "Helm" } }, Given.Resource,
            left.Snapshot));
        Assert.Equal(Belongs.Foreign, Ownership.Of(bare with { Uid = "another" }, Given.Resource, left.Snapshot));
        Assert.Null(left.Evolve(new SecretEvent.SourceMoved(Given.Content())).Snapshot.ReleasedUid);
    }

    [Fact]
    public void An_edit_that_follows_right_upon_one_of_refreshAfter_is_synced_although_it_came_while_that_one_was_being_noted()
    {
        var state = Given.Synced();
        var first = Given.Resource.WithSpec(spec => spec with { RefreshAfter = "2s" });
        Assert.IsType<SecretEvent.SpecNoted>(Assert.Single(Given.Tells(first, state, Given.Settled(), Given.Noon)));

        var second = first.WithSpec(spec => spec with { Path = "another" });
        var after = state.After(SyncEvents.OnNote(second, state, Given.Rules));

        Assert.Equal(SyncReason.SpecChanged, Given.Rules.Next(second, after, Given.Settled(), Given.Noon).Reason);
    }

    [Fact]
    public void A_change_of_what_a_secret_refers_to_is_looked_at_although_it_was_told_of_while_a_sync_was_under_way()
    {
        var begun = Given.Settled();
        var during = begun.DependencyChanged(Given.Noon.AddSeconds(1));

        var after = during.After(Given.Wrote(Given.Content()), Given.Noon.AddSeconds(2), 1).StillToCheckInputs(begun.CheckInputsAt, during);
        Assert.Equal(new SecretStep.CheckInputs(), Given.Decider.Next(Given.Resource, Given.Synced(), after, Given.Noon.AddSeconds(2)));

        var heard = during.After(Given.Wrote(Given.Content()), Given.Noon.AddSeconds(2), 1)
            .StillToCheckInputs(during.CheckInputsAt, during);
        Assert.IsType<SecretStep.Wait>(Given.Decider.Next(Given.Resource, Given.Synced(), heard, Given.Noon.AddSeconds(2)));
    }

    [Fact]
    public void That_restarts_are_off_is_no_longer_said_once_hmacSecretData_is_true_again_or_the_targets_are_gone()
    {
        var off = Given.Resource.WithSpec(spec => spec with { HmacSecretData = false });
        var told = Given.Stored(Given.Aggregate.Write(off, Given.Synced(), [], Given.Noon));
        Assert.Equal("HmacSecretDataDisabled", Conditions.Find(told.Status!.Conditions, "RolloutRestart")!.Reason);

        var on = Given.Aggregate.Write(told.WithSpec(spec => spec with { HmacSecretData = true }), Given.Synced(), [], Given.Noon);
        var without = Given.Aggregate.Write(
            told.WithSpec(spec => spec with { RolloutRestartTargets = [] }), Given.Synced(), [], Given.Noon);

        Assert.Null(Conditions.Find(on.Status!.Conditions, "RolloutRestart"));
        Assert.Null(Conditions.Find(without.Status!.Conditions, "RolloutRestart"));
    }
}
