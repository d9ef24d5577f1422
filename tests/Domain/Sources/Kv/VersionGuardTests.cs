using Coffer.Domain.Secrets;
using Coffer.Domain.Sources.Kv;
using Coffer.Domain.Tests.Secrets;

namespace Coffer.Domain.Tests.Sources.Kv;

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

        Assert.True(stale == VersionGuard.IsStale(state, new KvVersion(version, created)), because);
    }

    [Fact]
    public void Without_a_journal_any_version_is_followed() =>
        Assert.False(VersionGuard.IsStale(SecretState.Initial, new KvVersion(1, "2020-01-01T00:00:00Z")));

    [Fact]
    public void A_changed_spec_lifts_the_guard_also_while_a_replacement_is_under_way()
    {
        var old = new KvVersion(1, "2020-01-01T00:00:00Z");

        Assert.Null(VersionGuard.Refuses(Case(Given.Synced(), Given.Settled(), SyncReason.Replacement), old, isOfChangedSpec: true));
        Assert.IsType<SyncFact.Stale>(
            VersionGuard.Refuses(Case(Given.Synced(), Given.Settled(), SyncReason.Refresh), old, isOfChangedSpec: false));
    }

    [Fact]
    public void Answers_that_stay_old_are_said_and_asked_for_less_often_until_a_person_accepts_them()
    {
        var (state, memory, now) = (Given.Synced(), Given.Settled(), Given.Noon);
        var old = new KvVersion(1, "2020-01-01T00:00:00Z");
        var facts = new List<SyncFact>();
        for (var count = 0; count < 20; count++)
        {
            var fact = VersionGuard.Refuses(Case(state, memory, SyncReason.Retry), old, isOfChangedSpec: false)!;
            facts.Add(fact);
            state = state.After(SyncEvents.OnSync(Given.Resource, state, fact));
            memory = memory.After(fact, now, 1);
            Assert.True(memory.Retry!.At > now);
            now = memory.Retry.At;
        }

        Assert.All(facts.Take(10), fact => Assert.IsType<SyncFact.Stale>(fact));
        Assert.All(facts.Skip(10), fact => Assert.IsType<SyncFact.Failed>(fact));
        Assert.Equal("VaultBehind", state.Problem!.Reason);
        Assert.Equal(Given.Same.Content, state.Snapshot.ContentDigest);
        Assert.InRange(now - Given.Noon, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));
        Assert.Null(VersionGuard.Refuses(Case(state, memory, SyncReason.ForceSync), old, isOfChangedSpec: false));
    }

    private static ReadCase Case(SecretState state, SecretMemory memory, SyncReason reason) =>
        new(Given.Resource, state, memory, reason, Given.Plan(Given.Resource).Requests);
}
