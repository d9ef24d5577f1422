using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;
using Coffer.Domain.Sources.Kv;
using CsCheck;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>When and why a secret is synced.</summary>
public sealed class SyncRulesTests
{
    private static readonly DateTimeOffset Later = Given.Noon.AddMinutes(1);

    private static Due Next(
        VaultStaticSecret? resource = null, SecretState? state = null, SecretMemory? memory = null, DateTimeOffset? now = null) =>
        Given.Rules.Next(resource ?? Given.Resource, state ?? Given.Synced(), memory ?? Given.Settled(), now ?? Later);

    [Fact]
    public void A_secret_in_step_is_next_read_at_its_slot()
    {
        var due = Next();

        Assert.Equal(SyncReason.Refresh, due.Reason);
        Assert.InRange(due.At, Given.Noon.AddTicks(1), Given.Noon.AddHours(1));
    }

    [Fact]
    public void A_resource_without_journal_is_synced_at_once() =>
        Assert.Equal(new Due(SyncReason.InitialSync, Later), Next(state: SecretState.Initial));

    [Fact]
    public void A_changed_path_is_synced_at_once() =>
        Assert.Equal(new Due(SyncReason.SpecChanged, Later), Next(Given.Resource.WithSpec(spec => spec with { Path = "other" })));

    [Fact]
    public void A_new_force_sync_value_is_synced_once()
    {
        var asked = Given.Resource.WithForceSync("1");

        Assert.Equal(new Due(SyncReason.ForceSync, Later), Next(asked));
        Assert.Equal(SyncReason.Refresh, Next(asked, Given.Synced(Given.Content(resource: asked))).Reason);
    }

    public static TheoryData<string> Untouched => ["refreshAfter", "targets", "syncConfig"];

    [Theory, MemberData(nameof(Untouched))]
    public void An_edit_that_the_content_does_not_follow_is_noted_and_reads_nothing(string field)
    {
        var edited = Given.Resource.WithSpec(spec => field switch
        {
            "refreshAfter" => spec with { RefreshAfter = "30m" },
            "targets" => spec with { RolloutRestartTargets = null },
            _ => spec with { SyncConfig = new SyncConfig { InstantUpdates = true } },
        });
        var state = Given.Synced();

        Assert.IsType<SecretEvent.SpecNoted>(Assert.Single(Given.Tells(edited, state, Given.Settled(), Later)));
        var noted = state.After(SyncEvents.OnNote(edited, state, Given.Rules));
        Assert.Equal(2, noted.NotedGeneration);
        Assert.Empty(SyncEvents.OnNote(edited, noted, Given.Rules));
        Assert.IsType<SecretStep.Wait>(Given.Decider.Next(edited, noted, Given.Settled(), Given.Noon.AddTicks(1)));
    }

    [Fact]
    public void In_date_at_a_restart_nothing_is_due()
    {
        var slot = Schedule.NextSlot(Given.Uid, TimeSpan.FromHours(1), Given.Noon);
        var woken = SecretMemory.Initial.Begun(slot.AddMinutes(-1), slot.AddMinutes(-2));

        Assert.Equal(new Due(SyncReason.Refresh, slot), Next(memory: woken, now: slot.AddMinutes(-1)));
    }

    [Fact]
    public void A_slot_that_nobody_served_is_due_at_a_restart()
    {
        var slot = Schedule.NextSlot(Given.Uid, TimeSpan.FromHours(1), Given.Noon);
        var woken = SecretMemory.Initial.Begun(slot.AddMinutes(5), slot.AddMinutes(-2));

        Assert.Equal(new Due(SyncReason.Refresh, slot), Next(memory: woken, now: slot.AddMinutes(5)));
    }

    [Fact]
    public void A_slot_that_was_served_by_the_last_process_is_not_due()
    {
        var slot = Schedule.NextSlot(Given.Uid, TimeSpan.FromHours(1), Given.Noon);
        var woken = SecretMemory.Initial.Begun(slot.AddMinutes(5), slot.AddMinutes(1));

        Assert.Equal(new Due(SyncReason.Refresh, slot.AddHours(1)), Next(memory: woken, now: slot.AddMinutes(5)));
    }

    /// <summary>Whoever may write a status, or a backup from a machine with a wrong clock, may bring any time there.</summary>
    [Fact]
    public void A_sync_time_that_is_yet_to_come_is_not_believed()
    {
        var odd = Given.Synced(Given.Content(at: Given.Noon.AddYears(100)));

        var due = Next(state: odd, memory: SecretMemory.Initial.Begun(Later, Given.Noon));

        Assert.Equal(SyncReason.Refresh, due.Reason);
        Assert.True(due.At <= Given.Noon.AddHours(1), $"due at {due.At}");
    }

    [Fact]
    public void After_the_end_of_time_there_is_no_slot() =>
        Assert.Equal(DateTimeOffset.MaxValue, Schedule.NextSlot(Given.Uid, TimeSpan.FromHours(1), DateTimeOffset.MaxValue));

    [Fact]
    public void Without_digests_and_refreshAfter_nothing_is_ever_due() =>
        Assert.Equal(Due.Never, NextOf(Given.Resource with
        {
            Spec = new VaultStaticSecretSpec(false)
            {
                Mount = "kv",
                Path = "app",
                Type = "kv-v2",
                Destination = Given.Resource.Spec.Destination,
            },
        }));

    private static Due NextOf(VaultStaticSecret resource) => Next(resource, Given.Synced(Given.Content(resource: resource)));

    [Theory]
    [InlineData(null, 60)]
    [InlineData("0s", 60)]
    [InlineData("0.001s", 1)]
    [InlineData("90s", 90)]
    [InlineData("1.5h", 5400)]
    public void The_period_is_refreshAfter_and_at_least_a_second(string? refreshAfter, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds),
            Given.Planner.Period(Given.Resource.WithSpec(spec => spec with { RefreshAfter = refreshAfter })));

    [Theory]
    [InlineData("1s", 30, true)]
    [InlineData("29.5s", 30, true)]
    [InlineData("30s", 30, false)]
    [InlineData("5m", 300, false)]
    [InlineData(null, 60, false)]
    [InlineData("never", 60, false)]
    public void A_refreshAfter_below_the_operators_least_is_raised_and_a_condition_says_so(string? refreshAfter, int seconds, bool told)
    {
        var resource = Given.Resource with { Spec = Given.Resource.Spec with { RefreshAfter = refreshAfter } };
        var options = Given.Options with { MinRefresh = TimeSpan.FromSeconds(30) };

        var status = new SecretStatus<VaultStaticSecret>(options.MinRefresh).Write(resource, Given.Synced(), [], Given.Noon).Status!;

        Assert.Equal(TimeSpan.FromSeconds(seconds), new SecretPlanner(new KvSource(), options).Period(resource));
        var saying = status.Conditions?.SingleOrDefault(condition => condition.Type == "RefreshRaised")?.Message;
        Assert.Equal(
            told ? $"spec.refreshAfter: {refreshAfter} is raised to 30s, the least that --min-refresh (COFFER_MIN_REFRESH) allows" : null,
            saying);
    }

    [Fact]
    public void Slots_lie_on_a_grid_after_the_time_and_within_a_period() =>
        Gen.Select(
            Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.Long[1, 30L * 24 * 3600 * 1000], Gen.Long[-2_000_000_000_000, 4_000_000_000_000])
            .Sample((uid, period, at) =>
            {
                var (every, after) = (TimeSpan.FromMilliseconds(period), DateTimeOffset.FromUnixTimeMilliseconds(at));
                var slot = Schedule.NextSlot(uid, every, after);
                Assert.True(slot > after && slot - after <= every);
                Assert.Equal(slot + every, Schedule.NextSlot(uid, every, slot));
                Assert.Equal(slot, Schedule.NextSlot(uid, every, slot.AddTicks(-1)));
            });

    [Fact]
    public void A_deleted_secret_is_missed_at_once() =>
        Assert.Equal(
            new Due(SyncReason.InexistentDestination, Later), Next(memory: Given.Settled().Saw(Given.Sighting("120", deleted: true))));

    [Fact]
    public void An_older_sighting_is_an_echo()
    {
        var settled = Given.Settled();

        Assert.Equal(settled, settled.Saw(Given.Sighting("99", deleted: true)));
        Assert.Equal(settled, settled.Saw(Given.Sighting("100", stamp: Given.Other.Content)));
    }

    [Fact]
    public void A_key_changed_by_hand_is_repaired_at_once() =>
        Assert.Equal(new Due(SyncReason.SecretDataDrift, Later),
            Next(memory: Given.Settled().Saw(Given.Sighting("120", own: 1, others: "kubectl-edit"))));

    [Fact]
    public void A_key_removed_by_hand_is_repaired_at_once() =>
        Assert.Equal(new Due(SyncReason.SecretDataDrift, Later), Next(memory: Given.Settled().Saw(Given.Sighting("120", own: 1))));

    [Fact]
    public void A_key_removed_while_the_operator_was_down_is_repaired()
    {
        var state = Given.Aggregate.Read(Given.Stored(Given.Aggregate.Write(Given.Resource, Given.Synced(), [], Given.Noon)));
        var woken = SecretMemory.Initial.Begun(Later, Later).Saw(Given.Sighting("120", own: 1));

        Assert.Equal(new Due(SyncReason.SecretDataDrift, Later), Next(state: state, memory: woken));
    }

    [Fact]
    public void A_stamp_taken_off_is_drift() =>
        Assert.Equal(SyncReason.SecretDataDrift,
            Next(memory: Given.Settled().Saw(Given.Sighting("120") with { Annotations = new Dictionary<string, string>() })).Reason);

    [Fact]
    public void Labels_of_others_are_nobodys_business() =>
        Assert.Equal(SyncReason.Refresh, Next(memory: Given.Settled().Saw(Given.Labelled(Given.Sighting("120"), ("a", "b")))).Reason);

    [Theory]
    [InlineData("label")]
    [InlineData("label of the manifest")]
    [InlineData("annotation of the manifest")]
    [InlineData("owner")]
    [InlineData("source")]
    public void Our_marks_taken_off_are_drift(string mark)
    {
        var resource = Given.Resource with
        {
            Spec = Given.Resource.Spec with
            {
                Destination = Given.Resource.Spec.Destination with
                {
                    Labels = new Dictionary<string, string> { ["team"] = "a" },
                    Annotations = new Dictionary<string, string> { ["note"] = "b" },
                },
            },
        };
        var whole = Given.Labelled(Given.Sighting("120"), ("team", "a")) with
        {
            Annotations = new Dictionary<string, string>(Given.Sighting().Annotations) { ["note"] = "b" },
        };
        var tampered = mark switch
        {
            "label" => Given.Labelled(whole, ("app.kubernetes.io/managed-by", "me")),
            "label of the manifest" => Given.Labelled(whole, ("team", "c")),
            "annotation of the manifest" => whole with { Annotations = Given.Sighting().Annotations },
            "owner" => whole with { Owners = [] },
            _ => whole with { Annotations = new Dictionary<string, string>(whole.Annotations) { [SecretAnnotations.Source] = "me" } },
        };

        Assert.Equal(SyncReason.Refresh, Given.Rules.Next(
            resource, Given.Synced(Given.Content(resource: resource)), Given.Settled().Saw(whole, resource, Later), Later).Reason);
        Assert.Equal(new Due(SyncReason.SecretDataDrift, Later), Given.Rules.Next(
            resource, Given.Synced(Given.Content(resource: resource)), Given.Settled().Saw(tampered, resource, Later), Later));
    }

    [Fact]
    public void A_key_that_somebody_adds_beside_ours_is_his() =>
        Assert.Equal(SyncReason.Refresh, Next(memory: Given.Settled().Saw(Given.Sighting("120", others: "their-operator"))).Reason);

    [Fact]
    public void Another_stamp_than_the_journals_is_looked_into() =>
        Assert.Equal(SyncReason.StampDiffers, Next(memory: Given.Settled().Saw(Given.Sighting("120", stamp: Given.Other.Content))).Reason);

    [Fact]
    public void Another_secret_than_the_journals_under_the_right_stamp_is_looked_into() =>
        Assert.Equal(SyncReason.StampDiffers, Next(memory: Given.Settled().Saw(Given.Sighting("120") with { Uid = "secret-2" })).Reason);

    [Fact]
    public void An_adopted_secret_that_nobody_touched_is_not_looked_at_after_a_restart()
    {
        var state = SecretState.Initial.Evolve(new SecretEvent.Adopted(Given.Content(secretVersion: "90")));
        var woken = SecretMemory.Initial.Begun(Later, Later).Saw(Given.OfReference());

        Assert.Equal(SyncReason.Refresh, Next(state: state, memory: woken).Reason);
    }

    [Fact]
    public void A_deletion_seen_while_a_sync_was_under_way_is_not_forgotten()
    {
        var during = Given.Settled().Saw(Given.Sighting("130", deleted: true));
        var after = during.After(Given.Wrote(Given.Content(), WriteEffect.None), Later, 1);

        Assert.Equal(SyncReason.InexistentDestination, Next(memory: after).Reason);
    }

    [Fact]
    public void A_tampering_seen_while_a_sync_was_under_way_is_not_forgotten()
    {
        var during = Given.Settled().Saw(Given.Sighting("130", own: 1, others: "kubectl-edit"));
        var after = during.After(Given.Wrote(Given.Content(), WriteEffect.None), Later, 1);

        Assert.Equal(SyncReason.SecretDataDrift, Next(memory: after).Reason);
    }

    [Fact]
    public void A_refresh_before_the_secret_was_seen_does_not_stand_for_seeing_it()
    {
        var woken = SecretMemory.Initial.Begun(Later, Later).After(Given.Wrote(Given.Content(), WriteEffect.None), Later, 1);

        Assert.Null(woken.Secret);
        Assert.Equal(new SecretStep.LookAtSecret(), Given.Decider.Next(Given.Resource, Given.Synced(), woken, Later.AddSeconds(31)));
    }

    [Fact]
    public void A_deletion_older_than_what_was_written_is_over()
    {
        var missing = Given.Settled().Saw(Given.Sighting("120", deleted: true));
        var written = missing.After(Given.Wrote(Given.Content(secretVersion: "121")), Later, 1);

        Assert.Equal(written, written.Saw(Given.Sighting("120", deleted: true)));
        Assert.Equal(SyncReason.Refresh, Next(state: Given.Synced(Given.Content(secretVersion: "121")), memory: written).Reason);
    }

    [Fact]
    public void Waits_grow_with_failures_up_to_a_minute()
    {
        var memory = Given.Settled();
        var waits = new List<TimeSpan>();
        for (var count = 0; count < 8; count++)
        {
            memory = memory.After(new SyncFact.Failed(new Problem("VaultClientError", "no"), null), Later, 7);
            waits.Add(memory.Retry!.At - Later);
        }

        Assert.InRange(waits[0], TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2.5));
        Assert.All(waits.Zip(waits.Skip(1)).Take(4), pair => Assert.True(pair.Second > pair.First));
        Assert.InRange(waits[^1], TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void What_the_server_asks_for_is_waited() => Assert.Equal(
        Later.AddMinutes(5),
        Given.Settled().After(new SyncFact.Failed(
            new Problem("VaultClientError", "no"), new Failure(FailureKind.Throttled, "no") { RetryAfter = TimeSpan.FromMinutes(5) }),
            Later, 7).Retry!.At);

    [Fact]
    public void A_changed_dependency_brings_a_failed_try_forward_and_a_success_ends_it()
    {
        var failed = Given.Settled().After(new SyncFact.Failed(new Problem("VaultClientError", "no"), null), Later, 7);

        Assert.Equal(Later.AddSeconds(1), failed.DependencyChanged(Later.AddSeconds(1)).Retry!.At);
        Assert.Null(failed.After(Given.Wrote(Given.Content(), WriteEffect.None), Later, 7).Retry);
    }

    [Fact]
    public void A_healthy_secret_whose_dependency_changed_looks_at_its_inputs_and_reads_only_when_they_changed()
    {
        var changed = Given.Settled().DependencyChanged(Later);

        Assert.Equal(new SecretStep.CheckInputs(), Given.Decider.Next(Given.Resource, Given.Synced(), changed, Later));
        Assert.IsType<SecretStep.Wait>(
            Given.Decider.Next(Given.Resource, Given.Synced(), changed.Checked(changed: false), Given.Noon.AddTicks(1)));
        Assert.Equal(new SecretStep.Sync(new Due(SyncReason.InputsChanged, Later)),
            Given.Decider.Next(Given.Resource, Given.Synced(), changed.Checked(changed: true), Later));
    }

    [Fact]
    public void A_changed_input_is_told_as_that_until_a_sync_has_followed_it()
    {
        var changed = Given.Settled().Checked(changed: true);
        Assert.Equal(new Due(SyncReason.InputsChanged, Given.Noon), Given.Rules.Next(Given.Resource, Given.Synced(), changed, Given.Noon));

        var failed = changed.After(
            new SyncFact.Failed(new Problem("VaultClientError", "no"), new Failure(FailureKind.Unavailable, "no")), Given.Noon, 1);
        var later = Given.Rules.Next(Given.Resource, Given.Synced(), failed, Given.Noon);
        Assert.Equal(SyncReason.InputsChanged, later.Reason);
        Assert.True(later.At > Given.Noon);

        var synced = failed.After(Given.Wrote(Given.Content(Given.Other), reason: SyncReason.InputsChanged), Given.Noon, 1);
        Assert.Equal(SyncReason.Refresh, Given.Rules.Next(Given.Resource, Given.Synced(), synced, Given.Noon).Reason);
        Assert.Equal("SecretRotated",
            Assert.Single(Announcements.Of([new SecretEvent.SecretWritten(SyncReason.InputsChanged, Given.Content())])).Reason);
    }

    [Fact]
    public void A_failed_refresh_is_tried_again_after_a_restart_of_the_operator()
    {
        var failing = Given.Synced().Evolve(new SecretEvent.SyncFailed(new Problem("VaultClientError", "no"), 1));

        Assert.Equal(new Due(SyncReason.Retry, Later), Next(state: failing, memory: SecretMemory.Initial.Begun(Later, Later)));
    }

    [Fact]
    public void A_spec_that_failed_and_was_taken_back_is_synced_at_once()
    {
        var wrong = Given.Resource.WithSpec(spec => spec with { Path = "wrong" });
        var failing = Given.Synced().Evolve(new SecretEvent.SyncFailed(new Problem("VaultClientError", "no"), 2));
        var back = wrong.WithSpec(_ => Given.Resource.Spec);
        var memory = Given.Settled().Observed(wrong, back, failing, failing, Later);

        Assert.IsType<SecretEvent.SpecNoted>(Assert.Single(Given.Tells(back, failing, memory, Later)));
        Assert.Equal(new Due(SyncReason.Retry, Later), Next(back, failing.After(SyncEvents.OnNote(back, failing, Given.Rules)), memory));
    }

    [Fact]
    public void A_resource_made_anew_under_its_name_inherits_nothing()
    {
        var anew = Given.Resource with { Metadata = Given.Resource.Metadata with { Uid = "another" } };
        var memory = Given.Settled().Observed(Given.Resource, anew, Given.Synced(), SecretState.Initial, Later);

        Assert.Null(memory.Secret);
        Assert.Equal(0, memory.Overwrites);
        Assert.Equal(new Due(SyncReason.InitialSync, Later), Next(anew, SecretState.Initial, memory));
    }

    [Fact]
    public void Annotations_and_labels_are_followed_where_templates_see_them_and_nowhere_else()
    {
        static VaultStaticSecret Annotated(VaultStaticSecret resource, string key = "note") =>
            resource with { Metadata = resource.Metadata with { Annotations = new Dictionary<string, string> { [key] = "new" } } };
        var plain = Given.Resource;
        var templated = plain with
        {
            Spec = plain.Spec with
            {
                Destination = plain.Spec.Destination with
                {
                    Transformation = new SecretDataTransformation
                    {
                        Templates = new Dictionary<string, Template> { ["k"] = new() { Text = "t" } },
                    },
                },
            },
        };
        var inputs = new SecretInputs(Given.Planner.Hash(templated), "VaultAuth/u1/1")
        {
            MetadataHash = SecretSpec.HashMetadata(templated),
            Transformations = "SecretTransformation/u2/1",
        }.ToString();
        var state = Given.Synced(Given.Content(resource: templated) with { Inputs = inputs });

        Assert.Equal(SyncReason.Refresh, Given.Rules.Next(Annotated(plain), Given.Synced(), Given.Settled(), Given.Noon).Reason);
        Assert.Equal(SyncReason.Refresh, Given.Rules.Next(templated, state, Given.Settled(), Given.Noon).Reason);
        Assert.Equal(
            new Due(SyncReason.InputsChanged, Given.Noon), Given.Rules.Next(Annotated(templated), state, Given.Settled(), Given.Noon));
        Assert.Equal(SyncReason.ForceSync,
            Given.Rules.Next(Annotated(templated, SecretSpec.ForceSyncAnnotation), state, Given.Settled(), Given.Noon).Reason);
        Assert.Equal("SecretTransformation/u2/1", SecretInputs.Parse(inputs).Transformations);
    }
}
