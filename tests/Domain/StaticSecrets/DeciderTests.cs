using System.Globalization;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;
using Coffer.Domain.Rendering;
using Coffer.Domain.StaticSecrets;

namespace Coffer.Domain.Tests.StaticSecrets;

/// <summary>Given a journal, when a fact, then events; and never the same events twice.</summary>
public sealed class DeciderTests
{
    private static IReadOnlyList<StaticSecretEvent> Decide(StaticSecretState state, SyncFact fact, VaultStaticSecret? resource = null)
    {
        var events = StaticSecretDecider.OnSync(resource ?? Given.Resource, state, fact);
        Assert.Empty(StaticSecretDecider.OnSync(resource ?? Given.Resource, state.After(events), fact));
        return events;
    }

    private static SyncedContent Changed(VaultStaticSecret? resource = null, Digests? digests = null, int minutes = 60) =>
        Given.Content(digests ?? Given.Other, resource, version: 3, created: "2026-11-23T12:59:00Z", secretVersion: "200", at: Given.Noon.AddMinutes(minutes));

    [Fact]
    public void The_first_sync_writes_and_restarts_nothing()
    {
        var written = Assert.Single(Decide(StaticSecretState.Initial, Given.Wrote(Given.Content(), WriteEffect.Created, SyncReason.InitialSync)));

        Assert.IsType<StaticSecretEvent.SecretWritten>(written);
    }

    /// <summary>In a long outage a try is now a trial and now not sent at all: that is told once, in the words of the trial.</summary>
    [Fact]
    public void In_an_outage_calls_that_are_not_made_are_no_news()
    {
        static SyncFact Refused(FailureKind kind, string message, string reason = "VaultClientError") => new SyncFact.Failed(new Problem(reason, message), new Failure(kind, message));
        var paused = Refused(FailureKind.CircuitOpen, "GET kv/data/app: not sent: calls to vault are paused after failures: it could not be reached");
        var refused = Refused(FailureKind.Unreachable, "GET kv/data/app: connection refused");
        var state = Given.Synced().After(Decide(Given.Synced(), paused));

        Assert.Equal("GET kv/data/app: connection refused", Assert.IsType<StaticSecretEvent.SyncFailed>(Assert.Single(Decide(state, refused))).Problem.Message);
        state = state.After(Decide(state, refused));
        Assert.Empty(Decide(state, paused));
        Assert.Empty(Decide(state, refused));

        Assert.Single(Decide(state, paused, Given.Resource with { Metadata = Given.Resource.Metadata with { Generation = 2 } }));
        Assert.Single(Decide(state, Refused(FailureKind.CircuitOpen, "no login", "VaultClientConfigError")));
        Assert.Single(Decide(state, Refused(FailureKind.Sealed, "GET kv/data/app: 503 Vault is sealed")));
    }

    [Fact]
    public void An_unchanged_refresh_says_nothing() =>
        Assert.Empty(Decide(Given.Synced(), Given.Wrote(Given.Content(at: Given.Noon.AddHours(1)), WriteEffect.None)));

    [Fact]
    public void A_change_of_content_is_one_write_and_one_request()
    {
        var events = Decide(Given.Synced(), Given.Wrote(Changed()));

        Assert.IsType<StaticSecretEvent.SecretWritten>(events[0]);
        var request = Assert.IsType<StaticSecretEvent.RestartRequested>(events[1]);
        Assert.Equal("Deployment/web", Assert.Single(request.Targets));
        Assert.Equal(2, events.Count);
    }

    [Fact]
    public void Equal_values_put_again_write_the_secret_and_restart_nothing() =>
        Assert.IsType<StaticSecretEvent.SecretWritten>(Assert.Single(Decide(Given.Synced(), Given.Wrote(Changed(digests: Given.Digest('b', restart: 'a'))))));

    [Fact]
    public void A_repair_restarts_nothing() =>
        Assert.IsType<StaticSecretEvent.SecretWritten>(Assert.Single(Decide(Given.Synced(), Given.Wrote(Given.Content(secretVersion: "140", at: Given.Noon.AddMinutes(1)), reason: SyncReason.SecretDataDrift))));

    [Fact]
    public void Without_digests_workloads_are_left_alone()
    {
        var off = Given.Resource with { Spec = new VaultStaticSecretSpec(false) { Destination = Given.Resource.Spec.Destination, RolloutRestartTargets = Given.Resource.Spec.RolloutRestartTargets } };

        Assert.DoesNotContain(Decide(Given.Synced(), Given.Wrote(Changed()), off), @event => @event is StaticSecretEvent.RestartRequested);
    }

    [Fact]
    public void A_target_named_twice_is_rolled_once()
    {
        var twice = Given.Resource with { Spec = Given.Resource.Spec with { RolloutRestartTargets = [.. Given.Resource.Spec.RolloutRestartTargets!, .. Given.Resource.Spec.RolloutRestartTargets!] } };

        Assert.Single(Decide(Given.Synced(), Given.Wrote(Changed()), twice).OfType<StaticSecretEvent.RestartRequested>().Single().Targets);
    }

    [Fact]
    public void Hundreds_of_targets_are_all_kept_in_the_journal()
    {
        var many = Given.Resource with { Spec = Given.Resource.Spec with { RolloutRestartTargets = [.. Enumerable.Range(0, 300).Select(number => new RolloutRestartTarget { Kind = "Deployment", Name = $"web-{number}" })] } };
        var events = Decide(Given.Synced(), Given.Wrote(Changed()), many);
        var stored = Given.Stored(Given.Aggregate.Write(many, Given.Synced().After(events), events, Given.Noon));

        Assert.Equal(300, Given.Aggregate.Read(stored).Snapshot.RestartTargetsPending!.Count);
    }

    [Fact]
    public void The_id_grows_even_when_the_clock_goes_back()
    {
        var first = Given.Synced().After(Decide(Given.Synced(), Given.Wrote(Changed())));
        var second = first.After(Decide(first, Given.Wrote(Changed(digests: Given.Digest('c'), minutes: -600) with { KvVersion = 4, SecretVersion = "210" })));

        Assert.True(Number(second) > Number(first));
        static long Number(StaticSecretState state) => long.Parse(state.Snapshot.RestartId!.Split('-')[0], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_write_that_the_journal_missed_is_told_with_its_restart()
    {
        var events = Decide(Given.Synced(), Given.Wrote(Changed(), WriteEffect.Changed, SyncReason.StampDiffers));

        Assert.Contains(events, @event => @event is StaticSecretEvent.SecretWritten { Reason: SyncReason.StampDiffers });
        Assert.Contains(events, @event => @event is StaticSecretEvent.RestartRequested);
    }

    [Fact]
    public void An_unversioned_source_that_changed_is_told_even_where_nothing_was_written()
    {
        var before = Given.Synced(Given.Content(version: 0, created: ""));
        var events = Decide(before, Given.Wrote(Given.Content(Given.Other, version: 0, created: "", secretVersion: "200"), WriteEffect.None));

        Assert.Equal(Given.Other.Content, before.After(events).Snapshot.ContentDigest);
        Assert.Contains(events, @event => @event is StaticSecretEvent.RestartRequested);
    }

    [Fact]
    public void Adopting_says_so_and_restarts_nothing() =>
        Assert.IsType<StaticSecretEvent.Adopted>(Assert.Single(Decide(StaticSecretState.Initial, Given.Wrote(Given.Content(), WriteEffect.Adopted, SyncReason.InitialSync))));

    [Fact]
    public void Another_content_of_a_secret_that_was_ours_restarts_without_a_journal() =>
        Assert.Contains(Decide(StaticSecretState.Initial, Given.Wrote(Given.Content(), WriteEffect.ChangedOurs, SyncReason.InitialSync)), @event => @event is StaticSecretEvent.RestartRequested);

    [Fact]
    public void A_moved_source_is_journalled_without_a_restart() =>
        Assert.IsType<StaticSecretEvent.SourceMoved>(Assert.Single(Decide(Given.Synced(), Given.Wrote(Given.Content(version: 3, created: "2026-11-23T12:30:00Z"), WriteEffect.None))));

    [Fact]
    public void A_stale_answer_says_nothing() => Assert.Empty(Decide(Given.Synced(), new SyncFact.Stale()));

    [Fact]
    public void News_of_an_older_version_from_another_activation_is_dropped()
    {
        var ahead = Given.Synced(Given.Content(version: 5, at: Given.Noon.AddMinutes(5)));

        Assert.Empty(Decide(ahead, Given.Wrote(Given.Content(Given.Other, version: 4, secretVersion: "99"))));
        Assert.IsType<StaticSecretEvent.SyncRecovered>(Assert.Single(Decide(
            ahead.Evolve(new StaticSecretEvent.SyncFailed(new Problem("VaultClientError", "no"), 1)), Given.Wrote(Given.Content(Given.Other, version: 4, secretVersion: "99")))));
    }

    [Fact]
    public void A_failure_is_told_once_and_again_with_another_text()
    {
        var first = Given.Synced().After(Decide(Given.Synced(), new SyncFact.Failed(new Problem("VaultClientError", "sealed"), null)));

        Assert.Empty(Decide(first, new SyncFact.Failed(new Problem("VaultClientError", "sealed"), null)));
        Assert.Single(Decide(first, new SyncFact.Failed(new Problem("VaultClientError", "denied"), null)));
        Assert.Equal(Given.Same.Content, first.Snapshot.ContentDigest);
    }

    [Fact]
    public void A_failure_that_passes_is_recovered_without_a_restart()
    {
        var failing = Given.Synced().Evolve(new StaticSecretEvent.SyncFailed(new Problem("SecretAbsentInVault", "version 2 was deleted"), 1));

        Assert.IsType<StaticSecretEvent.SyncRecovered>(Assert.Single(Decide(failing, Given.Wrote(Given.Content(), WriteEffect.None))));
    }

    [Fact]
    public void A_replacement_is_journalled_before_anything_is_deleted()
    {
        var started = Given.Synced().After(Decide(Given.Synced(), new SyncFact.MustReplace("old")));

        Assert.Equal("old", started.Snapshot.Replacing);
        Assert.Null(started.After(Decide(started, Given.Wrote(Changed()))).Snapshot.Replacing);
    }

    [Fact]
    public void A_replacement_found_done_after_a_crash_is_closed_even_where_nothing_else_moved()
    {
        var replacing = Given.Synced(Given.Content(version: 0, created: "")).Evolve(new StaticSecretEvent.ReplacementStarted("old"));
        var events = Decide(replacing, Given.Wrote(Given.Content(version: 0, created: "", secretVersion: "150"), WriteEffect.None, SyncReason.Replacement));

        Assert.Null(replacing.After(events).Snapshot.Replacing);
    }

    [Fact]
    public void Reports_settle_the_request_that_they_answer_and_no_other()
    {
        var asked = Given.Synced().After(Decide(Given.Synced(), Given.Wrote(Changed())));
        var id = asked.Snapshot.RestartId!;
        var events = StaticSecretDecider.OnReports(asked, [Report("web", "1-older"), Report("other", id), Report("web", id), Report("web", id)]);

        Assert.Equal(new StaticSecretEvent.RestartSettled("Deployment/web", id, RestartEffect.Restarted, ""), Assert.Single(events));
        var settled = asked.After(events);
        Assert.Null(settled.Snapshot.RestartTargetsPending);
        Assert.True(settled.Restart!.Succeeded);
        Assert.Empty(StaticSecretDecider.OnReports(settled, [Report("web", id)]));
    }

    [Fact]
    public void A_workload_that_can_not_be_rolled_yet_is_told_once_and_its_rollout_is_still_owed()
    {
        var webhook = new Failure(FailureKind.ServerError, "failed calling webhook w.example");
        var asked = Given.Synced().After(Decide(Given.Synced(), Given.Wrote(Changed())));
        var delayed = Report("web", asked.Snapshot.RestartId!) with { Effect = null, Problem = webhook };
        var events = StaticSecretDecider.OnReports(asked, [delayed]);

        Assert.Equal(new StaticSecretEvent.RestartDelayed("Deployment/web", delayed.Id, webhook.Message), Assert.Single(events));
        Assert.True(Assert.Single(Announcements.Of(events)) is { Warning: true, Reason: "RolloutRestartDelayed" });
        var told = asked.After(events);
        Assert.Equal(["Deployment/web"], told.Snapshot.RestartTargetsPending);
        Assert.Empty(StaticSecretDecider.OnReports(told, [delayed]));
        var stored = Given.Stored(Given.Aggregate.Write(Given.Resource, told, events, Given.Noon));
        var condition = Conditions.Find(stored.Status!.Conditions, "RolloutRestart")!;
        Assert.Equal(("False", "RolloutRestartDelayed"), (condition.Status, condition.Reason));
        Assert.Contains("failed calling webhook", condition.Message, StringComparison.Ordinal);

        var settled = Given.Aggregate.Read(stored).After(StaticSecretDecider.OnReports(Given.Aggregate.Read(stored), [Report("web", delayed.Id)]));
        Assert.Equal((true, "Deployment/web restarted"), (settled.Restart!.Succeeded, settled.Restart.Message));
        Assert.Null(settled.Snapshot.RestartTargetsPending);
    }

    [Fact]
    public void A_workload_that_is_told_of_later_takes_nothing_from_what_is_known_of_the_others()
    {
        StaticSecretState After(RestartEffect first) => Given.Synced().After(
        [
            new StaticSecretEvent.RestartRequested("7-abc", ["Deployment/web", "Deployment/api", "Deployment/job"]),
            new StaticSecretEvent.RestartSettled("Deployment/web", "7-abc", first, ""),
            new StaticSecretEvent.RestartDelayed("Deployment/api", "7-abc", "busy; try later"),
            new StaticSecretEvent.RestartDelayed("Deployment/job", "7-abc", "busy"),
        ]);
        var (good, bad) = (After(RestartEffect.Restarted), After(RestartEffect.Missing));
        Assert.Equal("Deployment/web restarted; not restarted yet, and tried again: Deployment/api (busy; try later); Deployment/job (busy)", good.Restart!.Message);
        Assert.True(good.Restart is { Succeeded: false, Delayed: true });
        Assert.True(bad.Restart is { Succeeded: false, Delayed: false });

        var done = new StaticSecretEvent.RestartSettled("Deployment/api", "7-abc", RestartEffect.Restarted, "");
        Assert.True(good.Evolve(done).Restart is { Succeeded: true, Message: "Deployment/web restarted; Deployment/api restarted" });
        Assert.False(bad.Evolve(done).Restart!.Succeeded);
    }

    [Fact]
    public void A_new_request_is_commanded_at_once_although_the_last_one_just_was()
    {
        var asked = Given.Synced().After(Decide(Given.Synced(), Given.Wrote(Changed())));
        var situation = Given.Settled().Commanded(asked.Snapshot.RestartId!, Given.Noon);
        var again = asked.After(Decide(asked, Given.Wrote(Changed(digests: Given.Digest('c')) with { KvVersion = 4, SecretVersion = "210" })));

        Assert.IsNotType<StaticSecretStep.CommandRestarts>(Given.Decider.Next(Given.Resource, asked, situation, Given.Noon.AddSeconds(1)));
        Assert.Equal(again.Snapshot.RestartId, Assert.IsType<StaticSecretStep.CommandRestarts>(Given.Decider.Next(Given.Resource, again, situation, Given.Noon.AddSeconds(1))).Id);
        Assert.IsType<StaticSecretStep.CommandRestarts>(Given.Decider.Next(Given.Resource, asked, situation, Given.Noon.AddSeconds(151)));
    }

    [Fact]
    public void A_lost_journal_is_said_once_and_its_return_too()
    {
        var lost = Given.Synced().After(StaticSecretDecider.OnStored(Given.Synced(), fieldsLost: true));

        Assert.True(lost.JournalLost);
        Assert.Empty(StaticSecretDecider.OnStored(lost, fieldsLost: true));
        Assert.False(lost.After(StaticSecretDecider.OnStored(lost, fieldsLost: false)).JournalLost);
    }

    [Fact]
    public void Twice_overwritten_within_ten_minutes_is_a_contest_and_nothing_is_written_until_it_is_quiet()
    {
        var once = Overwritten(Given.Settled(), 0);
        var twice = Overwritten(once, 5);
        Assert.Empty(StaticSecretDecider.OnContested(Given.Resource, StaticSecretState.Initial, once, Given.Noon));
        Assert.Empty(StaticSecretDecider.OnContested(Given.Resource, StaticSecretState.Initial, Overwritten(once, 11), Given.Noon.AddMinutes(11)));

        var now = Given.Noon.AddMinutes(5);
        Assert.IsType<StaticSecretEvent.ContestStarted>(Assert.Single(Given.Tells(Given.Resource, StaticSecretState.Initial, twice, now)));
        var contested = StaticSecretState.Initial.After(StaticSecretDecider.OnContested(Given.Resource, StaticSecretState.Initial, twice, now));

        Assert.Equal(new StaticSecretStep.Wait(now.AddMinutes(10)), Given.Decider.Next(Given.Resource, contested, twice, now.AddMinutes(9)));
        Assert.IsType<StaticSecretEvent.ContestEnded>(Assert.Single(Given.Tells(Given.Resource, contested, twice, now.AddMinutes(10))));
    }

    public static TheoryData<string, string, bool> ForceSyncs => new()
    {
        { "", "now", true },
        { "before", "before", false },
        { "before", "now", true },
        { "before", "", false },
    };

    /// <summary>The overwriting that starts a contest takes the journal's memory of the annotation away, and the reference's next status update does so again; it leaves conditions of other types alone.</summary>
    [Theory, MemberData(nameof(ForceSyncs))]
    public void Only_another_force_sync_than_the_one_at_its_start_ends_a_contest(string at, string then, bool ends)
    {
        var before = Given.Resource.WithForceSync(at);
        var (twice, now) = (Overwritten(Overwritten(Given.Settled(), 0), 5), Given.Noon.AddMinutes(5));
        var started = StaticSecretDecider.OnContested(before, StaticSecretState.Initial, twice, now);
        var stored = Given.Stored(Given.Aggregate.Write(before, StaticSecretState.Initial.After(started), started, now));
        var overwritten = stored with { Status = new VaultStaticSecretStatus { LastGeneration = 1, Conditions = stored.Status!.Conditions } };

        foreach (var seen in new[] { stored, overwritten })
        {
            Assert.Equal(
                ends ? new StaticSecretStep.Append() : new StaticSecretStep.Wait(now.AddMinutes(10)),
                Given.Decider.Next(seen.WithForceSync(then), Given.Aggregate.Read(seen), twice, now));
        }
    }

    [Fact]
    public void Another_stamp_by_another_manager_twice_within_ten_minutes_is_a_contest()
    {
        var once = Stamped(Given.Settled(), "120", 'x', 0);
        Assert.Empty(StaticSecretDecider.OnContested(Given.Resource, Given.Synced(), once, Given.Noon));
        Assert.Empty(StaticSecretDecider.OnContested(Given.Resource, Given.Synced(), Stamped(once, "121", 'x', 1), Given.Noon.AddMinutes(1)));
        Assert.Empty(StaticSecretDecider.OnContested(Given.Resource, Given.Synced(), Stamped(once, "122", 'y', 11), Given.Noon.AddMinutes(11)));

        var twice = Stamped(once, "122", 'y', 5);
        Assert.Single(StaticSecretDecider.OnContested(Given.Resource, Given.Synced(), twice, Given.Noon.AddMinutes(5)));
        Assert.IsType<StaticSecretEvent.ContestStarted>(Assert.Single(Given.Tells(Given.Resource, Given.Synced(), twice, Given.Noon.AddMinutes(5))));

        static Situation Stamped(Situation situation, string version, char stamp, int minutes) => situation.Saw(
            Given.Sighting(version, new string(stamp, 64)) with { OtherStampManagers = ["another-operator"] }, Given.Resource, Given.Noon.AddMinutes(minutes));
    }

    [Fact]
    public void A_contest_outlives_a_restart_of_the_operator()
    {
        var contested = Given.Synced().Evolve(new StaticSecretEvent.ContestStarted("two"));

        Assert.Equal(new StaticSecretStep.Wait(Given.Noon.AddMinutes(10)), Given.Decider.Next(Given.Resource, contested, Situation.Initial.Begun(Given.Noon, null), Given.Noon.AddMinutes(1)));
    }

    [Fact]
    public void A_renamed_destination_has_the_old_secret_pruned_after_the_new_one_is_written()
    {
        var renamed = Given.Resource.WithSpec(spec => spec with { Destination = spec.Destination with { Name = "new" } });
        Assert.Equal(SyncReason.SpecChanged, Assert.IsType<StaticSecretStep.Sync>(Given.Decider.Next(renamed, Given.Synced(), Given.Settled(), Given.Noon)).Due.Reason);

        var fact = Given.Wrote(Given.Content(resource: renamed, secretVersion: "160"), WriteEffect.Created, SyncReason.SpecChanged);
        var events = Decide(Given.Synced(), fact, renamed);
        Assert.IsType<StaticSecretEvent.SecretWritten>(Assert.Single(events));
        var moved = Given.Synced().After(events);
        var situation = Given.Settled().After(fact, Given.Noon, 1);

        Assert.Equal(new StaticSecretStep.Prune("app-secret"), Given.Decider.Next(renamed, moved, situation, Given.Noon));
        Assert.Null(moved.After(StaticSecretDecider.OnPruned(moved, "app-secret")).Snapshot.PreviousSecretName);
        Assert.Empty(StaticSecretDecider.OnPruned(moved, "something"));
    }

    [Fact]
    public void A_secret_that_is_the_destination_again_is_not_pruned()
    {
        var renamed = Given.Resource.WithSpec(spec => spec with { Destination = spec.Destination with { Name = "new" } });
        var moved = Given.Synced().After(Decide(Given.Synced(), Given.Wrote(Given.Content(resource: renamed, secretVersion: "160"), WriteEffect.Created), renamed));
        var back = renamed.WithSpec(_ => Given.Resource.Spec);
        var failing = Given.Settled().After(new SyncFact.Failed(new Problem("VaultClientError", "sealed"), null), Given.Noon, 1);

        Assert.IsType<StaticSecretStep.Wait>(Given.Decider.Next(back, moved.Evolve(new StaticSecretEvent.SyncFailed(new Problem("VaultClientError", "sealed"), 3)), failing, Given.Noon));
    }

    [Fact]
    public void A_deletion_that_keeps_failing_holds_no_sync_up()
    {
        var owed = Given.Synced() with { Snapshot = Given.Synced().Snapshot with { PreviousSecretName = "old" } };

        Assert.IsType<StaticSecretStep.Sync>(Given.Decider.Next(Given.Resource, owed, Given.Settled(), Given.Noon.AddHours(1)));
    }

    /// <summary>Each try to sync reads Vault, and the status may stay refused until somebody mends the rights.</summary>
    [Fact]
    public void A_status_that_is_refused_for_good_has_the_sync_tried_less_and_less_often_up_to_minutes()
    {
        var waits = RefusedWaits(new Failure(FailureKind.Forbidden, "may not patch"), period: null);

        Assert.InRange(waits[0], TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
        Assert.Equal(waits.Take(7).Order(), waits.Take(7));
        Assert.InRange(waits[^1], TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15));
    }

    /// <summary>The Secret itself can still be written, and must not get older than its refreshes let it.</summary>
    [Fact]
    public void A_status_that_is_refused_holds_no_Secret_back_for_longer_than_a_refresh_or_a_minute() =>
        Assert.All(
            [(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)), (TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(3))],
            each => Assert.InRange(RefusedWaits(new Failure(FailureKind.Invalid, "no"), each.Item1)[^1], each.Item2 * 0.75, each.Item2));

    [Fact]
    public void A_status_that_could_not_be_stored_just_now_is_stored_within_seconds() =>
        Assert.All(RefusedWaits(new Failure(FailureKind.Unavailable, "just now"), period: null), wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(20)));

    [Fact]
    public void A_stored_status_or_a_changed_spec_begins_the_waits_anew()
    {
        var refused = new Failure(FailureKind.Forbidden, "may not patch");
        var often = Enumerable.Range(0, 8).Aggregate(Situation.Initial, (situation, _) => situation.NotStored(refused, null, Given.Noon, 1));
        var changed = Given.Resource with { Metadata = Given.Resource.Metadata with { ResourceVersion = "51", Generation = 2 } };
        var first = Situation.Initial.NotStored(refused, null, Given.Noon, 1);

        Assert.Equal(first, often.Stored().NotStored(refused, null, Given.Noon, 1));
        Assert.Equal(first with { Edits = 1 }, often.Observed(Given.Resource, changed, StaticSecretState.Initial, StaticSecretState.Initial, Given.Noon).NotStored(refused, null, Given.Noon, 1));
    }

    [Fact]
    public void A_deletion_of_the_former_Secret_that_keeps_failing_is_tried_less_often_and_holds_no_sync_up()
    {
        var owed = Given.Synced() with { Snapshot = Given.Synced().Snapshot with { PreviousSecretName = "old" } };
        var failed = Given.Settled();
        for (var count = 1; count <= 8; count++)
        {
            failed = failed.NotPruned(new Failure(FailureKind.Forbidden, "may not delete"), Given.Noon, 1);
        }

        var wait = Assert.IsType<StaticSecretStep.Wait>(Given.Decider.Next(Given.Resource, owed, failed, Given.Noon));
        Assert.InRange(wait.Until, Given.Noon.AddMinutes(5), Given.Noon.AddMinutes(15));
        Assert.IsType<StaticSecretStep.Prune>(Given.Decider.Next(Given.Resource, owed, failed, wait.Until));
        Assert.IsType<StaticSecretStep.Sync>(Given.Decider.Next(Given.Resource with { Spec = Given.Resource.Spec with { Path = "other" }, Metadata = Given.Resource.Metadata with { Generation = 2 } }, owed, failed, Given.Noon));
    }

    private static List<TimeSpan> RefusedWaits(Failure failure, TimeSpan? period)
    {
        var (situation, waits) = (Situation.Initial, new List<TimeSpan>());
        for (var count = 1; count <= 9; count++)
        {
            situation = situation.NotStored(failure, period, Given.Noon, 1);
            waits.Add(situation.PausedUntil!.Value - Given.Noon);
        }

        return waits;
    }

    [Fact]
    public void For_a_resource_on_its_way_out_nothing_is_done()
    {
        var leaving = Given.Resource with { Metadata = Given.Resource.Metadata with { DeletionTimestamp = Given.Noon, Finalizers = ["theirs"] } };

        Assert.Equal(new StaticSecretStep.Wait(DateTimeOffset.MaxValue), Given.Decider.Next(leaving, StaticSecretState.Initial, Situation.Initial.Begun(Given.Noon, null), Given.Noon));
    }

    /// <summary>The journal was there and is gone.</summary>
    private static Situation Overwritten(Situation situation, int minutes) =>
        situation.Observed(Given.Resource, Given.Resource, Given.Synced(), StaticSecretState.Initial, Given.Noon.AddMinutes(minutes));

    private static RestartReport Report(string name, string id) => new(new WorkloadRef("team", "Deployment", name), id, RestartEffect.Restarted, null, Given.Noon);
}
