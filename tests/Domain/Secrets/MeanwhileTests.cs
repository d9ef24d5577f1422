using Coffer.Contracts;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>What happens while a sync is under way, or waits to be tried again.</summary>
public sealed class MeanwhileTests
{
    private static readonly Failure Refused = new(FailureKind.Invalid, "422") { RetryAfter = TimeSpan.FromMinutes(15) };
    private static readonly SyncFact.Failed Failed = new(new Problem("SyncError", "no"), Refused);
    private static readonly SyncFact.Failed PutBack = Failed with { IsFirm = true };
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public void An_edit_during_a_sync_that_fails_is_acted_on_at_once()
    {
        var begun = Given.Settled();
        var edited = Given.Resource.WithSpec(spec => spec with { Path = "other" });
        var during = begun.Observed(Given.Resource, edited, Given.Synced(), Given.Synced(), Noon);

        var after = during.After(Failed, begun, Noon.AddSeconds(5), 1);

        var due = Given.Rules.Next(edited, Given.Synced(), after, Noon.AddSeconds(5));
        Assert.Equal(new Due(SyncReason.SpecChanged, Noon.AddSeconds(5)), due);
    }

    [Fact]
    public void A_sync_that_fails_without_an_edit_waits()
    {
        var begun = Given.Settled();

        Assert.True(begun.After(Failed, begun, Noon, 1).Retry!.At > Noon);
    }

    [Fact]
    public void An_edit_during_an_append_that_is_refused_is_acted_on_at_once()
    {
        var begun = Given.Settled();
        var edited = Given.Resource.WithSpec(spec => spec with { Path = "other" });
        var during = begun.Observed(Given.Resource, edited, Given.Synced(), Given.Synced(), Noon);

        Assert.Null(during.NotStored(Refused, null, Noon, 1).StillEdited(begun).PausedUntil);
        Assert.NotNull(begun.NotStored(Refused, null, Noon, 1).StillEdited(begun).PausedUntil);
    }

    /// <summary>Each replacement costs the workloads a moment without their Secret.</summary>
    [Fact]
    public void A_Secret_that_was_put_back_is_not_deleted_again_for_a_changed_dependency_or_changed_inputs()
    {
        var held = Given.Settled().After(PutBack, Given.Settled(), Noon, 1);
        var until = held.Retry!.At;
        Assert.True(until >= Noon.AddMinutes(15));

        var changed = held.DependencyChanged(Noon.AddSeconds(1)).Checked(changed: true);

        Assert.Equal(until, Given.Rules.Next(Given.Resource, Given.Synced(), changed, Noon.AddMinutes(1)).At);
    }

    [Fact]
    public void A_Secret_that_was_put_back_is_not_deleted_again_for_a_repair()
    {
        var held = Given.Settled() with { Repairs = new Repairs(5, Noon, "kubectl") };
        held = held.After(PutBack, held, Noon, 1);
        var drifted = held.Saw(Given.Sighting("120", Given.Other.Content));

        Assert.Equal(held.Retry!.At, Given.Rules.Next(Given.Resource, Given.Synced(), drifted, Noon.AddSeconds(1)).At);
    }

    [Fact]
    public void A_Secret_that_was_put_back_is_tried_at_once_after_an_edit()
    {
        var held = Given.Settled().After(PutBack, Given.Settled(), Noon, 1);
        var edited = Given.Resource.WithSpec(spec => spec with { Path = "other" });

        Assert.Null(held.Observed(Given.Resource, edited, Given.Synced(), Given.Synced(), Noon).Retry);
    }

    [Fact]
    public void What_was_written_to_a_store_that_is_restored_meanwhile_does_not_hide_what_is_seen_since()
    {
        var begun = Given.Settled();
        var during = begun.InSecretEpoch(7).Saw(Given.Sighting("30"));

        var after = during.After(Given.Wrote(Given.Content(secretVersion: "500")), begun, Noon, 1);

        Assert.Equal("30", after.Secret!.Version);
        Assert.Equal("31", after.Saw(Given.Sighting("31")).Secret!.Version);
    }
}
