using System.Globalization;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using Coffer.Domain.Sources.Kv;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>Given a journal, when a fact, then events; and never the same events twice.</summary>
public sealed class DeciderTests
{
    private static IReadOnlyList<SecretEvent> Decide(SecretState state, SyncFact fact, VaultStaticSecret? resource = null)
    {
        var events = SyncEvents.OnSync(resource ?? Given.Resource, state, fact);
        Assert.Empty(SyncEvents.OnSync(resource ?? Given.Resource, state.After(events), fact));
        return events;
    }

    private static SyncedContent Changed(VaultStaticSecret? resource = null, Digests? digests = null, int minutes = 60) =>
        Given.Content(digests ?? Given.Other, resource, version: 3, created: "2026-11-23T12:59:00Z", secretVersion: "200",
            at: Given.Noon.AddMinutes(minutes));

    [Fact]
    public void The_first_sync_writes_and_restarts_nothing()
    {
        var written = Assert.Single(Decide(SecretState.Initial, Given.Wrote(Given.Content(), WriteEffect.Created, SyncReason.InitialSync)));

        Assert.IsType<SecretEvent.SecretWritten>(written);
    }

    /// <summary>In a long outage a try is now a trial and now not sent at all: that is told once, in the words of the trial.</summary>
    [Fact]
    public void In_an_outage_calls_that_are_not_made_are_no_news()
    {
        static SyncFact Refused(FailureKind kind, string message, string reason = "VaultClientError") =>
            new SyncFact.Failed(new Problem(reason, message), new Failure(kind, message));
        var paused = Refused(
            FailureKind.CircuitOpen, "GET kv/data/app: not sent: calls to vault are paused after failures: it could not be reached");
        var refused = Refused(FailureKind.Unreachable, "GET kv/data/app: connection refused");
        var state = Given.Synced().After(Decide(Given.Synced(), paused));

        Assert.Equal("GET kv/data/app: connection refused",
            Assert.IsType<SecretEvent.SyncFailed>(Assert.Single(Decide(state, refused))).Problem.Message);
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

        Assert.IsType<SecretEvent.SecretWritten>(events[0]);
        var request = Assert.IsType<SecretEvent.RestartRequested>(events[1]);
        Assert.Equal("Deployment/web", Assert.Single(request.Targets));
        Assert.Equal(2, events.Count);
    }

    [Fact]
    public void Equal_values_put_again_write_the_secret_and_restart_nothing() =>
        Assert.IsType<SecretEvent.SecretWritten>(
            Assert.Single(Decide(Given.Synced(), Given.Wrote(Changed(digests: Given.Digest('b', restart: 'a'))))));

    [Fact]
    public void A_repair_restarts_nothing() =>
        Assert.IsType<SecretEvent.SecretWritten>(Assert.Single(Decide(Given.Synced(), Given.Wrote(
            Given.Content(secretVersion: "140", at: Given.Noon.AddMinutes(1)), reason: SyncReason.SecretDataDrift))));

    [Fact]
    public void Without_digests_workloads_are_left_alone()
    {
        var off = Given.Resource with
        {
            Spec = new VaultStaticSecretSpec(false)
            {
                Destination = Given.Resource.Spec.Destination,
                RolloutRestartTargets = Given.Resource.Spec.RolloutRestartTargets,
            },
        };

        Assert.DoesNotContain(Decide(Given.Synced(), Given.Wrote(Changed()), off), @event => @event is SecretEvent.RestartRequested);
    }

    [Fact]
    public void A_target_named_twice_is_rolled_once()
    {
        var twice = Given.Resource with
        {
            Spec = Given.Resource.Spec with
            {
                RolloutRestartTargets = [.. Given.Resource.Spec.RolloutRestartTargets!, .. Given.Resource.Spec.RolloutRestartTargets!],
            },
        };

        Assert.Single(Decide(Given.Synced(), Given.Wrote(Changed()), twice).OfType<SecretEvent.RestartRequested>().Single().Targets);
    }

    [Fact]
    public void Hundreds_of_targets_are_all_kept_in_the_journal()
    {
        var many = Given.Resource with
        {
            Spec = Given.Resource.Spec with
            {
                RolloutRestartTargets = [.. Enumerable.Range(0, 300)
                    .Select(number => new RolloutRestartTarget { Kind = "Deployment", Name = $"web-{number}" })],
            },
        };
        var events = Decide(Given.Synced(), Given.Wrote(Changed()), many);
        var stored = Given.Stored(Given.Aggregate.Write(many, Given.Synced().After(events), events, Given.Noon));

        Assert.Equal(300, Given.Aggregate.Read(stored).Snapshot.RestartTargetsPending!.Count);
    }

    [Fact]
    public void The_id_grows_even_when_the_clock_goes_back()
    {
        var first = Given.Synced().After(Decide(Given.Synced(), Given.Wrote(Changed())));
        var second = first.After(Decide(first, Given.Wrote(Changed(digests: Given.Digest('c'), minutes: -600) with
        {
            Source = new KvVersion(4, "2026-11-23T11:00:00Z"),
            SecretVersion = "210",
        })));

        Assert.True(Number(second) > Number(first));
        static long Number(SecretState state) => long.Parse(state.Snapshot.RestartId!.Split('-')[0], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_write_that_the_journal_missed_is_told_with_its_restart()
    {
        var events = Decide(Given.Synced(), Given.Wrote(Changed(), WriteEffect.Changed, SyncReason.StampDiffers));

        Assert.Contains(events, @event => @event is SecretEvent.SecretWritten { Reason: SyncReason.StampDiffers });
        Assert.Contains(events, @event => @event is SecretEvent.RestartRequested);
    }

    [Fact]
    public void An_unversioned_source_that_changed_is_told_even_where_nothing_was_written()
    {
        var before = Given.Synced(Given.Content(version: 0, created: ""));
        var events = Decide(
            before, Given.Wrote(Given.Content(Given.Other, version: 0, created: "", secretVersion: "200"), WriteEffect.None));

        Assert.Equal(Given.Other.Content, before.After(events).Snapshot.ContentDigest);
        Assert.Contains(events, @event => @event is SecretEvent.RestartRequested);
    }

    [Fact]
    public void Adopting_says_so_and_restarts_nothing() =>
        Assert.IsType<SecretEvent.Adopted>(
            Assert.Single(Decide(SecretState.Initial, Given.Wrote(Given.Content(), WriteEffect.Adopted, SyncReason.InitialSync))));

    [Fact]
    public void Another_content_of_a_secret_that_was_ours_restarts_without_a_journal() =>
        Assert.Contains(Decide(SecretState.Initial, Given.Wrote(Given.Content(), WriteEffect.ChangedOurs, SyncReason.InitialSync)),
            @event => @event is SecretEvent.RestartRequested);

    [Fact]
    public void A_moved_source_is_journalled_without_a_restart() =>
        Assert.IsType<SecretEvent.SourceMoved>(Assert.Single(
            Decide(Given.Synced(), Given.Wrote(Given.Content(version: 3, created: "2026-11-23T12:30:00Z"), WriteEffect.None))));

    [Fact]
    public void A_stale_answer_says_nothing() => Assert.Empty(Decide(Given.Synced(), new SyncFact.Stale()));

    [Fact]
    public void News_of_an_older_version_from_another_activation_is_dropped()
    {
        var ahead = Given.Synced(Given.Content(version: 5, at: Given.Noon.AddMinutes(5)));

        Assert.Empty(Decide(ahead, Given.Wrote(Given.Content(Given.Other, version: 4, secretVersion: "99"))));
        Assert.IsType<SecretEvent.SyncRecovered>(Assert.Single(Decide(
            ahead.Evolve(new SecretEvent.SyncFailed(new Problem("VaultClientError", "no"), 1)),
            Given.Wrote(Given.Content(Given.Other, version: 4, secretVersion: "99")))));
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
        var failing = Given.Synced().Evolve(new SecretEvent.SyncFailed(new Problem("SecretAbsentInVault", "version 2 was deleted"), 1));

        Assert.IsType<SecretEvent.SyncRecovered>(Assert.Single(Decide(failing, Given.Wrote(Given.Content(), WriteEffect.None))));
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
        var replacing = Given.Synced(Given.Content(version: 0, created: "")).Evolve(new SecretEvent.ReplacementStarted("old"));
        var events = Decide(
            replacing, Given.Wrote(Given.Content(version: 0, created: "", secretVersion: "150"), WriteEffect.None, SyncReason.Replacement));

        Assert.Null(replacing.After(events).Snapshot.Replacing);
    }

    [Fact]
    public void Reports_settle_the_request_that_they_answer_and_no_other()
    {
        var asked = Given.Synced().After(Decide(Given.Synced(), Given.Wrote(Changed())));
        var id = asked.Snapshot.RestartId!;
        var events = Restarts.Reported(asked, [Report("web", "1-older"), Report("other", id), Report("web", id), Report("web", id)]);

        Assert.Equal(new SecretEvent.RestartSettled("Deployment/web", id, RestartEffect.Restarted, ""), Assert.Single(events));
        var settled = asked.After(events);
        Assert.Null(settled.Snapshot.RestartTargetsPending);
        Assert.True(settled.Restart!.Succeeded);
        Assert.Empty(Restarts.Reported(settled, [Report("web", id)]));
    }

    [Fact]
    public void A_workload_that_can_not_be_rolled_yet_is_told_once_and_its_rollout_is_still_owed()
    {
        var webhook = new Failure(FailureKind.ServerError, "failed calling webhook w.example");
        var asked = Given.Synced().After(Decide(Given.Synced(), Given.Wrote(Changed())));
        var delayed = Report("web", asked.Snapshot.RestartId!) with { Effect = null, Problem = webhook };
        var events = Restarts.Reported(asked, [delayed]);

        Assert.Equal(new SecretEvent.RestartDelayed("Deployment/web", delayed.Id, webhook.Message), Assert.Single(events));
        Assert.True(Assert.Single(Announcements.Of(events)) is { Warning: true, Reason: "RolloutRestartDelayed" });
        var told = asked.After(events);
        Assert.Equal(["Deployment/web"], told.Snapshot.RestartTargetsPending);
        Assert.Empty(Restarts.Reported(told, [delayed]));
        var stored = Given.Stored(Given.Aggregate.Write(Given.Resource, told, events, Given.Noon));
        var condition = Conditions.Find(stored.Status!.Conditions, "RolloutRestart")!;
        Assert.Equal(("False", "RolloutRestartDelayed"), (condition.Status, condition.Reason));
        Assert.Contains("failed calling webhook", condition.Message, StringComparison.Ordinal);

        var settled = Given.Aggregate.Read(stored).After(Restarts.Reported(Given.Aggregate.Read(stored), [Report("web", delayed.Id)]));
        Assert.Equal((true, "Deployment/web restarted"), (settled.Restart!.Succeeded, settled.Restart.Message));
        Assert.Null(settled.Snapshot.RestartTargetsPending);
    }

    [Fact]
    public void A_workload_that_is_told_of_later_takes_nothing_from_what_is_known_of_the_others()
    {
        SecretState After(RestartEffect first) => Given.Synced().After(
        [
            new SecretEvent.RestartRequested("7-abc", ["Deployment/web", "Deployment/api", "Deployment/job"]),
            new SecretEvent.RestartSettled("Deployment/web", "7-abc", first, ""),
            new SecretEvent.RestartDelayed("Deployment/api", "7-abc", "busy; try later"),
            new SecretEvent.RestartDelayed("Deployment/job", "7-abc", "busy"),
        ]);
        var (good, bad) = (After(RestartEffect.Restarted), After(RestartEffect.Missing));
        Assert.Equal(
            "Deployment/web restarted; not restarted yet, and tried again: Deployment/api (busy; try later); Deployment/job (busy)",
            good.Restart!.Message);
        Assert.True(good.Restart is { Succeeded: false, IsDelayed: true });
        Assert.True(bad.Restart is { Succeeded: false, IsDelayed: false });

        var done = new SecretEvent.RestartSettled("Deployment/api", "7-abc", RestartEffect.Restarted, "");
        Assert.Equal("Deployment/web restarted; Deployment/api restarted; not restarted yet, and tried again: Deployment/job (busy)",
            good.Evolve(done).Restart!.Message);
        var last = done with { Target = "Deployment/job" };
        Assert.True(good.Evolve(done).Evolve(last).Restart is { Succeeded: true, IsDelayed: false });
        Assert.False(bad.Evolve(done).Evolve(last).Restart!.Succeeded);
    }

    /// <summary>A status is anybody's to write, and the API server refuses a list that is longer than its CRD says.</summary>
    [Fact]
    public void More_workloads_than_a_journal_may_tell_of_push_the_first_ones_out()
    {
        var state = Enumerable.Range(0, 100).Aggregate(
            Given.Synced().After([new SecretEvent.RestartRequested("7-abc", ["Deployment/web"])]),
            (held, number) => held.Evolve(new SecretEvent.RestartSettled($"Deployment/w{number}", "7-abc", RestartEffect.Restarted, "")));

        Assert.Equal(SpecLimits.RestartTargets, state.Snapshot.RestartOutcomes!.Count);
        Assert.Equal("Deployment/w99", state.Snapshot.RestartOutcomes[^1].Target);
    }

    /// <summary>A build that does not know them patches the id alone.</summary>
    [Fact]
    public void Outcomes_of_another_request_are_none_of_this_one()
    {
        var told = Given.Synced().After([new SecretEvent.RestartRequested("7-abc", ["Deployment/web"]),
            new SecretEvent.RestartDelayed("Deployment/web", "7-abc", "busy")]);
        var later = told with { Snapshot = told.Snapshot with { RestartId = "8-abc" } };

        Assert.Null(later.Restart);
        Assert.Single(Restarts.Reported(
            later, [Report("web", "8-abc") with { Effect = null, Problem = new Failure(FailureKind.Unavailable, "busy") }]));
    }

    [Fact]
    public void A_new_request_is_commanded_at_once_although_the_last_one_just_was()
    {
        var asked = Given.Synced().After(Decide(Given.Synced(), Given.Wrote(Changed())));
        var memory = Given.Settled().Commanded(asked.Snapshot.RestartId!, Given.Noon);
        var again = asked.After(Decide(asked, Given.Wrote(
            Changed(digests: Given.Digest('c')) with { Source = new KvVersion(4, "2026-11-23T11:00:00Z"), SecretVersion = "210" })));

        Assert.IsNotType<SecretStep.CommandRestarts>(Given.Decider.Next(Given.Resource, asked, memory, Given.Noon.AddSeconds(1)));
        Assert.Equal(again.Snapshot.RestartId,
            Assert.IsType<SecretStep.CommandRestarts>(Given.Decider.Next(Given.Resource, again, memory, Given.Noon.AddSeconds(1))).Id);
        Assert.IsType<SecretStep.CommandRestarts>(Given.Decider.Next(Given.Resource, asked, memory, Given.Noon.AddSeconds(151)));
    }

    [Fact]
    public void A_lost_journal_is_said_once_and_its_return_too()
    {
        var lost = Given.Synced().After(SyncEvents.OnStored(Given.Synced(), fieldsLost: true));

        Assert.True(lost.JournalLost);
        Assert.Empty(SyncEvents.OnStored(lost, fieldsLost: true));
        Assert.False(lost.After(SyncEvents.OnStored(lost, fieldsLost: false)).JournalLost);
    }

    [Fact]
    public void Twice_overwritten_within_ten_minutes_is_a_contest_and_nothing_is_written_until_it_is_quiet()
    {
        var once = Overwritten(Given.Settled(), 0);
        var twice = Overwritten(once, 5);
        Assert.Empty(Contests.Begin(Given.Resource, SecretState.Initial, once, Given.Noon));
        Assert.Empty(Contests.Begin(Given.Resource, SecretState.Initial, Overwritten(once, 11), Given.Noon.AddMinutes(11)));

        var now = Given.Noon.AddMinutes(5);
        Assert.IsType<SecretEvent.ContestStarted>(Assert.Single(Given.Tells(Given.Resource, SecretState.Initial, twice, now)));
        var contested = SecretState.Initial.After(Contests.Begin(Given.Resource, SecretState.Initial, twice, now));

        Assert.Equal(new SecretStep.Wait(now.AddMinutes(10)), Given.Decider.Next(Given.Resource, contested, twice, now.AddMinutes(9)));
        Assert.IsType<SecretEvent.ContestEnded>(Assert.Single(Given.Tells(Given.Resource, contested, twice, now.AddMinutes(10))));
    }

    public static TheoryData<string, string, bool> ForceSyncs => new()
    {
        { "", "now", true },
        { "before", "before", false },
        { "before", "now", true },
        { "before", "", false },
    };

    /// <summary>
    /// The overwriting that starts a contest takes the journal's memory of the annotation away, and the reference's next status update does
    /// so again; it leaves conditions of other types alone.
    /// </summary>
    [Theory, MemberData(nameof(ForceSyncs))]
    public void Only_another_force_sync_than_the_one_at_its_start_ends_a_contest(string at, string then, bool ends)
    {
        var before = Given.Resource.WithForceSync(at);
        var (twice, now) = (Overwritten(Overwritten(Given.Settled(), 0), 5), Given.Noon.AddMinutes(5));
        var (started, memory) = Given.Decider.Decide(before, SecretState.Initial, twice, new SecretOutcome.Known([]), now);
        var stored = Given.Stored(Given.Aggregate.Write(before, SecretState.Initial.After(started), started, now));
        var overwritten = stored with
        {
            Status = new VaultStaticSecretStatus { LastGeneration = 1, Conditions = stored.Status!.Conditions },
        };

        foreach (var seen in new[] { stored, overwritten })
        {
            Assert.Equal(
                ends ? new SecretStep.Append() : new SecretStep.Wait(now.AddMinutes(10)),
                Given.Decider.Next(seen.WithForceSync(then), Given.Aggregate.Read(seen), memory, now));
        }
    }

    [Fact]
    public void An_activation_that_was_handed_nothing_but_the_object_knows_the_force_sync_from_its_beginning_on()
    {
        var memory = Given.Decider.Decide(
            Given.Resource.WithForceSync("before"), SecretState.Initial, SecretMemory.Initial,
            new SecretOutcome.Begun(null, InputsChanged: false), Given.Noon).Memory;

        Assert.Equal("before", memory.ForceSyncBefore);
    }

    /// <summary>It was there before, as far as this activation can tell; the contest ends when it is quiet, or by a new value.</summary>
    [Fact]
    public void An_activation_that_finds_a_contest_ends_it_by_no_force_sync_that_it_found_as_well()
    {
        var state = SecretState.Initial with { Contest = "somebody else" };
        var found = Given.Resource.WithForceSync("before");
        var memory =
            Given.Decider.Decide(found, state, Given.Settled(), new SecretOutcome.Observed(null, SecretState.Initial), Given.Noon).Memory;

        Assert.IsType<SecretStep.Wait>(Given.Decider.Next(found, state, memory, Given.Noon));
        Assert.IsType<SecretStep.Append>(Given.Decider.Next(found.WithForceSync("now"), state, memory, Given.Noon));
    }

    [Fact]
    public void Another_stamp_by_another_manager_twice_within_ten_minutes_is_a_contest()
    {
        var once = Stamped(Given.Settled(), "120", 'x', 0);
        Assert.Empty(Contests.Begin(Given.Resource, Given.Synced(), once, Given.Noon));
        Assert.Empty(Contests.Begin(Given.Resource, Given.Synced(), Stamped(once, "121", 'x', 1), Given.Noon.AddMinutes(1)));
        Assert.Empty(Contests.Begin(Given.Resource, Given.Synced(), Stamped(once, "122", 'y', 11), Given.Noon.AddMinutes(11)));

        var twice = Stamped(once, "122", 'y', 5);
        Assert.Single(Contests.Begin(Given.Resource, Given.Synced(), twice, Given.Noon.AddMinutes(5)));
        Assert.IsType<SecretEvent.ContestStarted>(
            Assert.Single(Given.Tells(Given.Resource, Given.Synced(), twice, Given.Noon.AddMinutes(5))));

        static SecretMemory Stamped(SecretMemory memory, string version, char stamp, int minutes) => memory.Saw(
            Given.Sighting(version, new string(stamp, 64)) with { OtherStampManagers = ["another-operator"] }, Given.Resource,
            Given.Noon.AddMinutes(minutes));
    }

    [Fact]
    public void A_contest_outlives_a_restart_of_the_operator()
    {
        var contested = Given.Synced().Evolve(new SecretEvent.ContestStarted("two"));

        Assert.Equal(new SecretStep.Wait(Given.Noon.AddMinutes(10)), Given.Decider.Next(
            Given.Resource, contested, SecretMemory.Initial.Begun(Given.Noon, null), Given.Noon.AddMinutes(1)));
    }

    [Fact]
    public void A_renamed_destination_has_the_old_secret_pruned_after_the_new_one_is_written()
    {
        var renamed = Given.Resource.WithSpec(spec => spec with { Destination = spec.Destination with { Name = "new" } });
        Assert.Equal(SyncReason.SpecChanged,
            Assert.IsType<SecretStep.Sync>(Given.Decider.Next(renamed, Given.Synced(), Given.Settled(), Given.Noon)).Due.Reason);

        var fact = Given.Wrote(Given.Content(resource: renamed, secretVersion: "160"), WriteEffect.Created, SyncReason.SpecChanged);
        var events = Decide(Given.Synced(), fact, renamed);
        Assert.IsType<SecretEvent.SecretWritten>(Assert.Single(events));
        var moved = Given.Synced().After(events);
        var memory = Given.Settled().After(fact, Given.Noon, 1);

        Assert.Equal(new SecretStep.Prune("app-secret"), Given.Decider.Next(renamed, moved, memory, Given.Noon));
        Assert.Null(moved.After(SyncEvents.OnPruned(moved, "app-secret")).Snapshot.PreviousSecretName);
        Assert.Empty(SyncEvents.OnPruned(moved, "something"));
    }

    [Fact]
    public void A_secret_that_is_the_destination_again_is_not_pruned()
    {
        var renamed = Given.Resource.WithSpec(spec => spec with { Destination = spec.Destination with { Name = "new" } });
        var moved = Given.Synced().After(
            Decide(Given.Synced(), Given.Wrote(Given.Content(resource: renamed, secretVersion: "160"), WriteEffect.Created), renamed));
        var back = renamed.WithSpec(_ => Given.Resource.Spec);
        var failing = Given.Settled().After(new SyncFact.Failed(new Problem("VaultClientError", "sealed"), null), Given.Noon, 1);

        Assert.IsType<SecretStep.Wait>(Given.Decider.Next(
            back, moved.Evolve(new SecretEvent.SyncFailed(new Problem("VaultClientError", "sealed"), 3)), failing, Given.Noon));
    }

    [Fact]
    public void A_deletion_that_keeps_failing_holds_no_sync_up()
    {
        var owed = Given.Synced() with { Snapshot = Given.Synced().Snapshot with { PreviousSecretName = "old" } };

        Assert.IsType<SecretStep.Sync>(Given.Decider.Next(Given.Resource, owed, Given.Settled(), Given.Noon.AddHours(1)));
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
        Assert.All(RefusedWaits(new Failure(FailureKind.Unavailable, "just now"), period: null),
            wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(20)));

    [Fact]
    public void A_stored_status_or_a_changed_spec_begins_the_waits_anew()
    {
        var refused = new Failure(FailureKind.Forbidden, "may not patch");
        var often = Enumerable.Range(0, 8).Aggregate(SecretMemory.Initial, (memory, _) => memory.NotStored(refused, null, Given.Noon, 1));
        var changed = Given.Resource with { Metadata = Given.Resource.Metadata with { ResourceVersion = "51", Generation = 2 } };
        var first = SecretMemory.Initial.NotStored(refused, null, Given.Noon, 1);

        Assert.Equal(first, often.Stored().NotStored(refused, null, Given.Noon, 1));
        Assert.Equal(first with { Edits = 1 }, often.Observed(Given.Resource, changed, SecretState.Initial, SecretState.Initial, Given.Noon)
            .NotStored(refused, null, Given.Noon, 1));
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

        var wait = Assert.IsType<SecretStep.Wait>(Given.Decider.Next(Given.Resource, owed, failed, Given.Noon));
        Assert.InRange(wait.Until, Given.Noon.AddMinutes(5), Given.Noon.AddMinutes(15));
        Assert.IsType<SecretStep.Prune>(Given.Decider.Next(Given.Resource, owed, failed, wait.Until));
        Assert.IsType<SecretStep.Sync>(Given.Decider.Next(Given.Resource with
        {
            Spec = Given.Resource.Spec with { Path = "other" },
            Metadata = Given.Resource.Metadata with { Generation = 2 },
        }, owed, failed, Given.Noon));
    }

    private static List<TimeSpan> RefusedWaits(Failure failure, TimeSpan? period)
    {
        var (memory, waits) = (SecretMemory.Initial, new List<TimeSpan>());
        for (var count = 1; count <= 9; count++)
        {
            memory = memory.NotStored(failure, period, Given.Noon, 1);
            waits.Add(memory.PausedUntil!.Value - Given.Noon);
        }

        return waits;
    }

    [Fact]
    public void For_a_resource_on_its_way_out_nothing_is_done()
    {
        var leaving = Given.Resource with
        {
            Metadata = Given.Resource.Metadata with { DeletionTimestamp = Given.Noon, Finalizers = ["theirs"] },
        };

        Assert.Equal(new SecretStep.Wait(DateTimeOffset.MaxValue), Given.Decider.Next(
            leaving, SecretState.Initial, SecretMemory.Initial.Begun(Given.Noon, null), Given.Noon));
    }

    /// <summary>The journal was there and is gone.</summary>
    private static SecretMemory Overwritten(SecretMemory memory, int minutes) =>
        memory.Observed(Given.Resource, Given.Resource, Given.Synced(), SecretState.Initial, Given.Noon.AddMinutes(minutes));

    private static RestartReport Report(string name, string id) =>
        new(new WorkloadRef("team", "Deployment", name), id, RestartEffect.Restarted, null, Given.Noon);
}
