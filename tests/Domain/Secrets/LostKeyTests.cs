using Coffer.Domain.Sources.Kv;
using Coffer.Contracts.Ports;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using Coffer.Templates;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>
/// The operator's key is lost and made anew (a restore without it, its namespace deleted), or another installation serves the same
/// resources: every digest is another one, and nothing may be rolled for that.
/// </summary>
public sealed class LostKeyTests
{
    private static readonly Digests SameUnderNewKey = Given.Digest('d', keyId: "00000002");

    private static WriteCase On(SecretState state) => new(Given.Resource, state, Given.Settled(), SyncReason.Refresh, SameUnderNewKey);

    public static TheoryData<string?> FormerKeys => ["00000001", null];

    private static SecretState Before(string? key)
    {
        var synced = Given.Synced();
        return synced with { Snapshot = synced.Snapshot with { KeyId = key } };
    }

    [Theory, MemberData(nameof(FormerKeys))]
    public void Equal_content_is_found_by_a_look_and_told_without_a_write_and_without_a_restart(string? key)
    {
        var before = Before(key);
        Assert.Equal(new WriteChoice.Look(), WriteRules.Choose(On(before)));
        var leave = Assert.IsType<WriteChoice.Leave>(WriteRules.ChooseLooked(On(before), Given.Secret(), holds: true, restarts: false));

        var events = SyncEvents.OnSync(
            Given.Resource, before, Given.Wrote(Given.Content(SameUnderNewKey, at: Given.Noon.AddHours(1)), leave.Effect));

        Assert.IsType<SecretEvent.SourceMoved>(Assert.Single(events));
        var after = before.After(events);
        Assert.Equal("00000002", after.Snapshot.KeyId);
        Assert.Equal(before.Snapshot.ChangedTime, after.Snapshot.ChangedTime);
        Assert.Equal(new WriteChoice.Leave(WriteEffect.None, null), WriteRules.Choose(On(after)));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Another_content_restarts_when_the_Secret_held_another_one(bool restarts, int requests)
    {
        var before = Before("00000001");
        var apply = Assert.IsType<WriteChoice.Apply>(WriteRules.ChooseLooked(On(before), Given.Secret(), holds: false, restarts));

        var events = SyncEvents.OnSync(
            Given.Resource, before, Given.Wrote(Given.Content(SameUnderNewKey, version: 3, secretVersion: "120"), apply.Effect));

        Assert.Single(events.OfType<SecretEvent.SecretWritten>());
        Assert.Equal(requests, events.OfType<SecretEvent.RestartRequested>().Count());
    }

    [Fact]
    public void A_Secret_lost_with_the_key_is_made_without_a_restart()
    {
        var choice = Assert.IsType<WriteChoice.Apply>(WriteRules.ChooseLooked(On(Before("00000001")), null, holds: false, restarts: false));

        var events = SyncEvents.OnSync(
            Given.Resource, Before("00000001"), Given.Wrote(Given.Content(SameUnderNewKey, secretVersion: "120"), choice.Effect));

        Assert.IsType<SecretEvent.SecretWritten>(Assert.Single(events));
    }

    [Fact]
    public void Two_installations_that_keep_overwriting_each_others_digests_contest()
    {
        var (ours, theirs) = (Given.Synced(), Given.Synced(Given.Content(SameUnderNewKey)));
        var once = Given.Settled().Observed(Given.Resource, Given.Resource, ours, theirs, Given.Noon);
        var twice = once.Observed(Given.Resource, Given.Resource, ours, theirs, Given.Noon.AddMinutes(1));

        Assert.Empty(Contests.Begin(Given.Resource, theirs, once, Given.Noon));
        Assert.Single(Contests.Begin(Given.Resource, theirs, twice, Given.Noon.AddMinutes(1)));
    }

    [Fact]
    public void The_id_of_a_key_is_the_same_for_all_data_and_another_one_for_another_key()
    {
        var (one, two) = (Key(1), Key(2));

        Assert.Equal(Id(one, """{"c":"d"}"""), Id(one, """{"a":"b"}"""));
        Assert.NotEqual(Id(one, """{"c":"d"}"""), Id(two, """{"c":"d"}"""));
        Assert.Matches("^[0-9a-f]{8}$", Id(one, """{"c":"d"}"""));
        static byte[] Key(byte fill) => [.. Enumerable.Repeat(fill, 16)];
        static string Id(byte[] key, string fields)
        {
            var reading = (KvReading.Found)KvReading.OfKv1(Given.Answer(fields));
            return SecretRenderer.Render(reading.Content, FieldFilter.Everything,
                new PatternMatcher(TemplateLimits.Default, TimeProvider.System), excludeRaw: true, out _)!
                .Digest(key, "uid").KeyId;
        }
    }
}
