using Coffer.Domain.StaticSecrets;

namespace Coffer.Domain.Tests.StaticSecrets;

/// <summary>Old answers of lagging standbys are not followed; a path made anew is.</summary>
public sealed class VersionGuardTests
{
    [Theory]
    [InlineData(1, "2026-11-23T10:00:00Z", true, "a standby that lags")]
    [InlineData(2, "2026-11-23T11:00:00.5Z", false, "the same")]
    [InlineData(2, "2026-11-23T11:00:00.500000000Z", false, "the same with its zeros")]
    [InlineData(3, "2026-11-23T11:30:00Z", false, "the next version")]
    [InlineData(3, "2026-11-23T10:59:59Z", false, "the next version after a failover to a server whose clock is behind")]
    [InlineData(1, "2026-11-23T11:00:00.500000001Z", false, "a path made anew a nanosecond later")]
    [InlineData(1, "2026-11-23T11:00:00.49999Z", true, "less than half a second, though longer as text")]
    [InlineData(1, "2026-11-23T11:00:01Z", false, "later, without a fraction")]
    [InlineData(1, "2026-11-23T11:00:00Z", true, "earlier, without a fraction")]
    [InlineData(2, "2026-11-22T11:00:00Z", true, "the same number of the path's former life")]
    [InlineData(2, "2026-11-24T11:00:00Z", false, "the same number of a path made anew")]
    [InlineData(0, "", false, "kv-v1")]
    public void An_answer_is_stale_when_it_is_lower_and_was_not_created_later(long version, string created, bool stale, string because)
    {
        var state = Given.Synced(Given.Content(created: "2026-11-23T11:00:00.5Z"));

        Assert.True(stale == VersionGuard.IsStale(state, Given.Reading(version, created), specChanged: false), because);
        Assert.False(VersionGuard.IsStale(state, Given.Reading(version, created), specChanged: true));
    }

    [Fact]
    public void Without_a_journal_any_version_is_followed() => Assert.False(VersionGuard.IsStale(StaticSecretState.Initial, Given.Reading(1, "2020-01-01T00:00:00Z"), specChanged: false));

    [Fact]
    public void A_changed_spec_lifts_the_guard_also_while_a_replacement_is_under_way()
    {
        var elsewhere = Given.Resource.WithSpec(spec => spec with { Path = "other" });
        var old = Given.Reading(1, "2020-01-01T00:00:00Z");

        Assert.Null(VersionGuard.Refuses(Given.Synced(), Given.Settled(), old, Given.Plan(elsewhere), SyncReason.Replacement));
        Assert.IsType<SyncFact.Stale>(VersionGuard.Refuses(Given.Synced(), Given.Settled(), old, Given.Plan(Given.Resource), SyncReason.Refresh));
    }

    [Fact]
    public void Answers_that_stay_old_are_said_and_asked_for_less_often_until_a_person_accepts_them()
    {
        var (state, situation, now) = (Given.Synced(), Given.Settled(), Given.Noon);
        var old = Given.Reading(1, "2020-01-01T00:00:00Z");
        var facts = new List<SyncFact>();
        for (var count = 0; count < 20; count++)
        {
            var fact = VersionGuard.Refuses(state, situation, old, Given.Plan(Given.Resource), SyncReason.Retry)!;
            facts.Add(fact);
            state = state.After(StaticSecretDecider.OnSync(Given.Resource, state, fact));
            situation = situation.After(fact, now, 1);
            Assert.True(situation.Retry!.At > now);
            now = situation.Retry.At;
        }

        Assert.All(facts.Take(10), fact => Assert.IsType<SyncFact.Stale>(fact));
        Assert.All(facts.Skip(10), fact => Assert.IsType<SyncFact.Failed>(fact));
        Assert.Equal("VaultBehind", state.Problem!.Reason);
        Assert.Equal(Given.Same.Content, state.Snapshot.ContentDigest);
        Assert.InRange(now - Given.Noon, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));
        Assert.Null(VersionGuard.Refuses(state, situation, old, Given.Plan(Given.Resource), SyncReason.ForceSync));
    }
}
