using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;
using Coffer.Domain.Secrets;
using Coffer.Domain.Tests.Secrets;
using CsCheck;

namespace Coffer.Domain.Tests.Journal;

/// <summary>How events and state stand in the status.</summary>
public sealed class JournalTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public void The_transition_time_moves_only_with_the_status()
    {
        var first = Conditions.Merge(null, 1, Noon.AddMilliseconds(700), [new Saying("Ready", true, "Ready", "a")]);
        var second = Conditions.Merge(first, 2, Noon.AddMinutes(1), [new Saying("Ready", true, "Ready", "b")]);
        var third = Conditions.Merge(second, 2, Noon.AddMinutes(2), [new Saying("Ready", false, "Broken", "c")]);

        Assert.Equal(Noon, first[0].LastTransitionTime);
        Assert.Equal(("b", Noon, 2L), (second[0].Message, second[0].LastTransitionTime, second[0].ObservedGeneration));
        Assert.Equal(("False", Noon.AddMinutes(2)), (third[0].Status, third[0].LastTransitionTime));
    }

    [Fact]
    public void Conditions_of_others_stay_and_there_is_one_of_each_type()
    {
        var theirs = new Condition { Type = "Theirs", Status = "Unknown", Reason = "X" };
        var merged = Conditions.Merge(
            [theirs, new Condition { Type = "Ready", Status = "True" }, new Condition { Type = "Ready", Status = "False" },
                new Condition { Type = "Gone" }],
            1, Noon, [new Saying("Ready", true, "Ready", "")], "Gone", "NeverThere");

        Assert.Equal(["Theirs", "Ready"], merged.Select(condition => condition.Type));
        Assert.Same(theirs, merged[0]);
    }

    [Fact]
    public void The_history_keeps_the_newest_sixteen_in_the_journals_spelling()
    {
        var lines = History.Add(null, 0, Noon, Enumerable.Range(1, 20).Select(number => ("Type", $"detail {number}")));

        Assert.Equal(16, lines.Count);
        Assert.Equal("5 2026-11-23T12:00:00Z Type detail 5", lines[0]);
        Assert.Equal("21 2026-11-23T12:00:00Z Bare", History.Add(lines, 20, Noon, [("Bare", "")])[^1]);
    }

    [Fact]
    public void A_line_has_at_most_256_characters_and_comes_back_from_JSON_as_it_was() => Gen.Int[0, 3].Sample(pad =>
    {
        var line = History.Add(null, 0, Noon, [("Type", new string('x', pad) + string.Concat(Enumerable.Repeat("😀", 200)))])[0];
        Assert.InRange(line.Length, 255, 256);
        Assert.Equal(line, JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(line)));
    });

    [Fact]
    public void A_patch_turns_the_status_before_into_the_status_after() => Gen.Select(Statuses, Statuses).Sample((before, after) =>
    {
        var (left, right) = (Given.Resource with { Status = before }, Given.Resource with { Status = after });
        var patched = Patched(Status(left), StatusPatch.Between(left, right));
        Assert.True(JsonNode.DeepEquals(Status(right), patched), $"{patched}");
        Assert.Empty(StatusPatch.Between(right, right));
    }, iter: 2_000);

    [Fact]
    public void A_whole_patch_does_so_also_where_fields_were_dropped() =>
        Gen.Select(Statuses, Statuses, Gen.Bool).Sample((before, after, all) =>
        {
            var (left, right) = (Given.Resource with { Status = before }, Given.Resource with { Status = after });
            var held = Status(left);
            held.Remove("history");
            if (all || held["snapshot"] is not JsonObject snapshot)
            {
                held.Remove("snapshot");
            }
            else
            {
                snapshot.Remove("keyID");
                snapshot.Remove("secretName");
            }

            var patched = Patched(held, StatusPatch.Whole(left, right));
            Assert.True(JsonNode.DeepEquals(Status(right), patched), $"{patched}");
        }, iter: 2_000);

    [Fact]
    public void A_field_that_ends_is_removed_by_null()
    {
        var before = Given.Resource with
        {
            Status = new VaultStaticSecretStatus { SecretMac = "a", Snapshot = new SecretSnapshot { Replacing = "u", SecretName = "s" } },
        };
        var after = Given.Resource with { Status = new VaultStaticSecretStatus { Snapshot = new SecretSnapshot { SecretName = "s" } } };

        Assert.Equal("""{"secretMAC":null,"snapshot":{"replacing":null}}""", StatusPatch.Between(before, after).ToJsonString());
    }

    [Fact]
    public void A_status_of_the_reference_is_no_journal_and_keeps_what_is_not_ours()
    {
        var taken = Given.Resource with
        {
            Status = new VaultStaticSecretStatus
            {
                LastGeneration = 7,
                SecretMac = "bWFj",
                VaultClientMeta = new VaultClientMeta(),
                Conditions =
                [
                    new Condition { Type = "SecretSynced", Status = "True", Reason = "Synced", LastTransitionTime = Noon.AddDays(-9) },
                    new Condition { Type = "RolloutRestart", Status = "True", Reason = "RolloutRestartTriggered" },
                ],
            },
        };
        var state = Given.Aggregate.Read(taken);
        Assert.False(state.HasSynced);
        Assert.Equal("bWFj", state.ReferenceMac);

        var events = new[] { new SecretEvent.Adopted(Given.Content()) };
        var written = Given.Aggregate.Write(taken, state.After(events), events, Noon).Status!;

        Assert.Equal(Noon.AddDays(-9), Conditions.Find(written.Conditions, "SecretSynced")!.LastTransitionTime);
        Assert.NotNull(Conditions.Find(written.Conditions, "RolloutRestart"));
        Assert.NotNull(written.VaultClientMeta);
        Assert.Equal((1L, 1L, 1L), (written.LastGeneration, written.ObservedGeneration, written.JournalVersion));
    }

    [Fact]
    public void A_lost_answer_is_told_from_a_lost_race_by_the_last_event()
    {
        var events = new[] { new SecretEvent.SecretWritten(SyncReason.InitialSync, Given.Content()) };
        var mine = Given.Aggregate.Write(Given.Resource, Given.Synced(), events, Noon);
        var theirs = Given.Aggregate.Write(Given.Resource, Given.Synced(), [new SecretEvent.Adopted(Given.Content())], Noon);

        Assert.True(Given.Aggregate.Holds(Given.Stored(mine), mine));
        Assert.False(Given.Aggregate.Holds(Given.Stored(theirs), mine));
        Assert.False(Given.Aggregate.Holds(Given.Resource, mine));
    }

    [Fact]
    public void How_a_restart_ended_is_known_after_the_operator_restarts()
    {
        var asked = Given.Synced().Evolve(new SecretEvent.RestartRequested("5-abc", ["Deployment/web", "Deployment/api"]));
        var half = Through(asked, new SecretEvent.RestartSettled("Deployment/web", "5-abc", RestartEffect.Missing, ""));
        var whole = Given.Aggregate.Write(half, Given.Aggregate.Read(half).Evolve(Settled("api")), [Settled("api")], Noon);

        var condition = Conditions.Find(whole.Status!.Conditions, "RolloutRestart")!;
        Assert.Equal("False", condition.Status);
        Assert.Contains("Deployment/web does not exist", condition.Message, StringComparison.Ordinal);
        Assert.Contains("Deployment/api restarted", condition.Message, StringComparison.Ordinal);

        var again = new SecretEvent.RestartRequested("6-abc", ["Deployment/api"]);
        var next = Given.Aggregate.Write(whole, Given.Aggregate.Read(whole).Evolve(again), [again], Noon);
        Assert.Null(Conditions.Find(next.Status!.Conditions, "RolloutRestart"));
        Assert.Null(Given.Aggregate.Read(Given.Stored(next)).Restart);

        static SecretEvent Settled(string name) =>
            new SecretEvent.RestartSettled($"Deployment/{name}", "5-abc", RestartEffect.Restarted, "");
        static VaultStaticSecret Through(SecretState state, SecretEvent @event) =>
            Given.Stored(Given.Aggregate.Write(Given.Resource, state.Evolve(@event), [@event], Noon));
    }

    /// <summary>People and tools read them, and the reference operator says the same.</summary>
    [Fact]
    public void A_secret_in_step_says_so_of_its_kind()
    {
        var status = Given.Aggregate.Write(Given.Resource, Given.Synced(), [], Noon).Status!;

        Assert.Equal(
            ["Secret app-secret is in step", "VaultStaticSecret is healthy", "VaultStaticSecret is ready"],
            new[] { "SecretSynced", "Healthy", "Ready" }.Select(type => Conditions.Find(status.Conditions, type)!.Message));
    }

    /// <summary>A journal that an earlier build wrote holds the request and the condition, and no outcomes.</summary>
    [Fact]
    public void What_is_said_of_a_restart_that_is_over_stays_where_no_outcomes_are_known()
    {
        var settled = new SecretEvent.RestartSettled("Deployment/web", "5-abc", RestartEffect.Missing, "");
        var state = Given.Synced().After([new SecretEvent.RestartRequested("5-abc", ["Deployment/web"]), settled]);
        var told = Given.Stored(Given.Aggregate.Write(Given.Resource, state, [settled], Noon));
        var earlier = told with { Status = told.Status! with { Snapshot = told.Status!.Snapshot! with { RestartOutcomes = null } } };

        var next = Given.Aggregate.Write(earlier, Given.Aggregate.Read(earlier), [], Noon);

        Assert.Equal("False", Conditions.Find(next.Status!.Conditions, "RolloutRestart")!.Status);
    }

    private static readonly Gen<VaultStaticSecretStatus?> Statuses =
        from there in Gen.Int[0, 9]
        from mac in Given.Pick<string?>(null, "a", "b")
        from generation in Gen.Long[0, 2]
        from lines in Given.Pick("", "x", "y").List[0, 2]
        from snapshot in Gen.Int[0, 3]
        from name in Given.Pick<string?>(null, "s", "t")
        from targets in Given.Pick<string?>(null, "d", "e")
        select there == 0 ? null : new VaultStaticSecretStatus
        {
            LastGeneration = generation,
            SecretMac = mac,
            History = lines.Count == 0 ? null : lines,
            Snapshot = snapshot == 0
                ? null
                : new SecretSnapshot
                {
                    SecretName = name,
                    KvVersion = snapshot,
                    RestartTargetsPending = targets is null ? null : [targets],
                },
        };

    private static JsonObject Status(VaultStaticSecret resource) =>
        JsonSerializer.SerializeToNode(resource, typeof(VaultStaticSecret), ResourceJson.Default)!["status"] as JsonObject ?? [];

    /// <summary>MergePatch of RFC 7386, section 2.</summary>
    private static JsonNode? Patched(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target is JsonObject held ? (JsonObject)held.DeepClone() : [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Patched(result[name], value);
            }
        }

        return result;
    }
}
