using Coffer.Domain.Feeds;

namespace Coffer.Domain.Tests.Feeds;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly Timeline _timeline = new();

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    [InlineData(101, false)]
    public void A_list_below_what_was_seen_before_it_tells_of_another_past(ulong listed, bool isBehind)
    {
        _timeline.Saw(100);
        _timeline.Listing();

        Assert.Equal(isBehind, _timeline.IsBehind(listed));
    }

    [Fact]
    public void What_is_seen_while_a_list_is_under_way_says_nothing_against_it()
    {
        _timeline.Saw(100);
        _timeline.Listing();
        _timeline.Saw(105);
        _timeline.Claim(106);

        Assert.False(_timeline.IsBehind(101));
    }

    [Fact]
    public void What_others_have_seen_before_a_list_counts_too()
    {
        _timeline.Saw(50);
        Assert.True(_timeline.Claim(363));
        _timeline.Listing();

        Assert.True(_timeline.IsBehind(80));
    }

    [Fact]
    public void The_same_claim_is_heard_once_and_one_of_the_past_that_was_left_never()
    {
        _timeline.Saw(100);
        Assert.True(_timeline.Claim(363));
        Assert.False(_timeline.Claim(363));
        _timeline.Begin(80, Noon);

        Assert.False(_timeline.Claim(363));
        Assert.False(_timeline.Claim(100));
        Assert.True(_timeline.Claim(364));
    }

    [Fact]
    public void In_the_new_past_its_own_versions_count()
    {
        _timeline.Saw(363);
        _timeline.Begin(80, Noon);
        _timeline.Listing();

        Assert.False(_timeline.IsBehind(80));
        Assert.True(_timeline.IsBehind(79));
        Assert.Equal(80ul, _timeline.Highest);
    }

    [Fact]
    public void Each_epoch_is_later_than_the_last_whatever_the_clock_says()
    {
        _timeline.Begin(80, Noon);
        var first = _timeline.Epoch;
        _timeline.Begin(70, Noon.AddHours(-1));

        Assert.Equal(Noon.ToUnixTimeMilliseconds(), first);
        Assert.Equal(first + 1, _timeline.Epoch);
    }

    [Fact]
    public void An_epoch_that_others_know_keeps_its_name()
    {
        _timeline.Begin(0, Noon, known: 7);

        Assert.Equal(7, _timeline.Epoch);
    }
}
