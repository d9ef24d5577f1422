using Coffer.Contracts;
using Coffer.Domain.Feeds;

namespace Coffer.Domain.Tests.Feeds;

/// <summary>
/// What the API server tells after it went back in time reaches the receivers, although versions are lower than those handed out before.
/// </summary>
public sealed class HandOutEpochTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly HandOutQueue<string> _queue = new(new HandOutLimits(), (_, newer) => newer);

    [Fact]
    public void In_a_new_epoch_a_lower_version_is_news_and_tells_of_the_epoch()
    {
        See("a/x", 363);
        Drain();
        Begin(7);
        See("a/x", 70);
        See("a/y", 71);

        Assert.Equal(["a/x@70 in 7", "a/y@71 in 7"], Drain());
    }

    [Fact]
    public void All_news_of_an_epoch_tells_of_it_since_a_receiver_may_have_lost_what_it_heard()
    {
        See("a/x", 363);
        Drain();
        Begin(7);
        See("a/x", 70);
        Assert.True(_queue.TryTake(Start, out var first));
        _queue.Failed(first, Start);
        Assert.Equal(["a/x@70 in 7"], Drain(Start.AddMinutes(1)));
        See("a/x", 72);

        Assert.Equal(["a/x@72 in 7"], Drain());
    }

    [Fact]
    public void The_same_number_may_be_another_change()
    {
        See("a/x", 70);
        Drain();
        Begin(7);
        See("a/x", 70);

        Assert.Equal(["a/x@70 in 7"], Drain());
    }

    [Fact]
    public void News_of_the_past_that_waits_gives_way_to_what_is_there_now()
    {
        See("a/x", 363);
        Assert.True(_queue.TryTake(Start, out var failing));
        _queue.Failed(failing, Start);
        Begin(7);
        See("a/x", 70);

        Assert.Equal(["a/x@70 in 7"], Drain(Start.AddMinutes(1)));
    }

    [Fact]
    public void A_hand_out_of_the_past_that_is_under_way_is_followed_by_what_is_there_now()
    {
        See("a/x", 363);
        Assert.True(_queue.TryTake(Start, out var before));
        Begin(7);
        See("a/x", 70);
        _queue.Done(before);

        Assert.Equal(["a/x@70 in 7"], Drain());
    }

    [Fact]
    public void What_was_deleted_in_the_past_that_was_left_and_is_there_now_is_there()
    {
        See("a/x", 50);
        Drain();
        _queue.Gone(ObjectKey.Parse("a/x"), "u", 350, null);
        _queue.Begin(7);
        _queue.Listing();
        See("a/x", 50);

        Assert.Empty(_queue.Listed());
        Assert.Equal(["a/x@50 in 7"], Drain());
    }

    [Fact]
    public void What_is_not_there_any_more_is_gone()
    {
        See("a/x", 363);
        Drain();
        _queue.Begin(7);
        _queue.Listing();

        var gone = Assert.Single(_queue.Listed());
        Assert.True(_queue.Gone(gone.Key, gone.Uid, 80, null));
    }

    [Fact]
    public void What_a_watch_tells_that_was_begun_in_the_past_that_was_left_is_no_news_and_takes_nothing_away()
    {
        See("a/x", 363);
        Drain();
        _queue.Listing();
        _queue.Begin(7);
        See("a/x", 364);
        See("a/y", 365);
        Assert.False(_queue.Gone(ObjectKey.Parse("a/x"), "u", 366, null));
        Assert.Empty(_queue.Listed());
        Assert.Empty(Drain());

        _queue.Listing();
        See("a/x", 70);
        Assert.Empty(_queue.Listed());
        Assert.Equal(["a/x@70 in 7"], Drain());
    }

    [Fact]
    public void An_object_that_was_asked_for_in_the_past_that_was_left_is_no_news()
    {
        See("a/x", 363);
        Drain();
        Begin(7);

        Assert.False(_queue.Seen(ObjectKey.Parse("a/x"), "u", 364, "late", urgent: false, epoch: 0));
        Assert.True(_queue.Seen(ObjectKey.Parse("a/x"), "u", 70, "now", urgent: false, epoch: 7));
    }

    [Theory]
    [InlineData("u")]
    [InlineData("another")]
    public void A_list_with_an_older_object_than_was_known_when_it_was_made_tells_of_another_past(string uid)
    {
        See("a/x", 100);
        Drain();
        _queue.Listing();
        _queue.Seen(ObjectKey.Parse("a/x"), uid, 90, "older", urgent: false);

        Assert.True(_queue.IsBehind(1_000_000_100));
        Assert.True(_queue.IsBehind(100));
    }

    [Fact]
    public void An_object_that_became_newer_while_the_list_was_read_tells_nothing()
    {
        See("a/x", 100);
        Drain();
        _queue.Listing();
        See("a/x", 120);
        See("a/x", 100);

        Assert.False(_queue.IsBehind(110));
    }

    [Fact]
    public void An_object_that_can_not_be_read_is_not_gone()
    {
        See("a/x", 100);
        Drain();
        _queue.Listing();
        _queue.SeenUnreadable(ObjectKey.Parse("a/x"));

        Assert.Empty(_queue.Listed());
    }

    private void Begin(long epoch)
    {
        _queue.Begin(epoch);
        _queue.Listing();
    }

    private void See(string key, ulong version) => _queue.Seen(ObjectKey.Parse(key), "u", version, $"{key}@{version}", urgent: false);

    private List<string> Drain(DateTimeOffset? now = null)
    {
        List<string> all = [];
        while (_queue.TryTake(now ?? Start, out var handOut))
        {
            all.Add($"{handOut.Item} in {handOut.Epoch}");
            _queue.Done(handOut);
        }

        return all;
    }
}
