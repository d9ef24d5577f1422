using Coffer.Contracts;
using Coffer.Domain.Feeds;

namespace Coffer.Domain.Tests.Feeds;

public sealed class HandOutQueueTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly HandOutQueue<string> _queue = Queue(new HandOutLimits());

    [Fact]
    public void Only_the_newest_of_several_changes_is_handed_out()
    {
        See("a/x", 1);
        See("a/x", 2);
        See("a/x", 3);

        Assert.Equal(["a/x@3"], Drain());
        Assert.Equal(0, _queue.Dirty);
    }

    [Fact]
    public void A_change_during_a_hand_out_waits_for_its_end_and_is_not_lost()
    {
        See("a/x", 1);
        var first = Take();
        See("a/x", 2);
        See("a/x", 3);

        Assert.False(_queue.TryTake(Start, out _));
        _queue.Done(first);
        Assert.Equal(["a/x@3"], Drain());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void An_echo_is_dropped(ulong version)
    {
        See("a/x", 5);
        Drain();

        Assert.False(_queue.Seen(ObjectKey.Parse("a/x"), "u", version, "echo", urgent: false));
        Assert.Empty(Drain());
    }

    [Fact]
    public void Versions_are_numbers_and_not_texts()
    {
        See("a/x", 9);
        Drain();
        See("a/x", 10);

        Assert.Equal(["a/x@10"], Drain());
    }

    [Fact]
    public void A_failed_hand_out_comes_again_after_the_back_off_with_the_newest_object()
    {
        See("a/x", 1);
        _queue.Failed(Take(), Start);
        See("a/x", 2);

        Assert.False(_queue.TryTake(Start, out _));
        Assert.Equal(Start + TimeSpan.FromMilliseconds(250), _queue.NextRetry);
        Assert.Equal(["a/x@2"], Drain(Start + TimeSpan.FromMilliseconds(250)));
    }

    [Fact]
    public void The_wait_doubles_up_to_half_a_minute()
    {
        See("a/x", 1);
        var (now, waits) = (Start, new List<double>());
        for (var failure = 0; failure < 9; failure++)
        {
            Assert.True(_queue.TryTake(now, out var handOut));
            _queue.Failed(handOut, now);
            waits.Add((_queue.NextRetry!.Value - now).TotalSeconds);
            now = _queue.NextRetry.Value;
        }

        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 16, 30, 30], waits);
    }

    [Fact]
    public void Failed_hand_outs_can_be_retried_at_once()
    {
        See("a/x", 1);
        _queue.Failed(Take(), Start);
        _queue.RetryNow();

        Assert.Equal(["a/x@1"], Drain());
    }

    [Fact]
    public void What_a_list_does_not_have_is_gone()
    {
        See("a/x", 1);
        See("a/y", 2);
        Drain();
        _queue.Listing();
        See("a/y", 2);

        Assert.Equal(["a/x"], _queue.Listed().Select(known => known.Key.ToString()));
    }

    [Fact]
    public void What_a_list_has_is_not_gone_even_if_its_hand_out_is_under_way_or_failing()
    {
        See("a/x", 1);
        See("a/y", 2);
        _queue.Failed(Take(), Start);
        Take();
        _queue.Listing();
        See("a/x", 1);
        See("a/y", 2);

        Assert.Empty(_queue.Listed());
    }

    [Fact]
    public void A_list_that_was_broken_off_deletes_nothing()
    {
        See("a/x", 1);
        Drain();
        _queue.Listing();
        _queue.Listing();
        See("a/x", 1);

        Assert.Empty(_queue.Listed());
    }

    [Fact]
    public void A_deletion_is_handed_out_and_then_forgotten()
    {
        See("a/x", 1);
        Drain();
        _queue.Gone(ObjectKey.Parse("a/x"), "u", 7, null);
        var handOut = Take();

        Assert.True(handOut.Deleted);
        Assert.Equal(1, _queue.Count);
        _queue.Done(handOut);
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void An_object_made_anew_while_its_deletion_fails_is_handed_out_in_its_stead()
    {
        See("a/x", 1);
        Drain();
        _queue.Gone(ObjectKey.Parse("a/x"), "u", 7, null);
        var deletion = Take();
        _queue.Seen(ObjectKey.Parse("a/x"), "other", 9, "a/x@9", urgent: false);
        _queue.Failed(deletion, Start);

        Assert.Equal(["a/x@9"], Drain(Start + TimeSpan.FromSeconds(1)));
        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public void Urgent_news_goes_first()
    {
        See("a/x", 1);
        See("a/y", 2);
        See("a/z", 3, urgent: true);

        Assert.Equal(["a/z@3", "a/x@1", "a/y@2"], Drain());
    }

    [Fact]
    public void What_becomes_urgent_while_it_waits_moves_ahead()
    {
        See("a/x", 1);
        See("a/y", 2);
        See("a/y", 3, urgent: true);

        Assert.Equal(["a/y@3", "a/x@1"], Drain());
    }

    [Fact]
    public void A_thousand_objects_of_one_namespace_hold_up_another_by_one()
    {
        for (var each = 0; each < 1000; each++)
        {
            See($"big/{each}", (ulong)each + 1, urgent: true);
        }

        See("small/x", 5000, urgent: true);

        Assert.Equal(1, Drain().IndexOf("small/x@5000"));
    }

    [Fact]
    public void Urgent_news_without_end_does_not_starve_the_rest()
    {
        for (var each = 0; each < 100; each++)
        {
            See($"a/{each}", (ulong)each + 1, urgent: true);
        }

        See("a/x", 5000);

        Assert.InRange(Drain().IndexOf("a/x@5000"), 1, 15);
    }

    [Fact]
    public void Dead_receivers_of_one_namespace_leave_the_others_room()
    {
        var queue = Queue(new HandOutLimits { Parallel = 4, PerNamespace = 2 });
        foreach (var name in new[] { "dead/a", "dead/b", "dead/c", "dead/d", "well/a" })
        {
            queue.Seen(ObjectKey.Parse(name), "u", 1, name, urgent: false);
        }

        List<string> taken = [];
        while (queue.TryTake(Start, out var handOut))
        {
            taken.Add(handOut.Item!);
        }

        Assert.Equal(["dead/a", "well/a", "dead/b"], taken);
    }

    [Fact]
    public void A_namespace_that_used_up_its_room_goes_on_when_something_comes_back()
    {
        var queue = Queue(new HandOutLimits { Parallel = 4, PerNamespace = 1 });
        queue.Seen(ObjectKey.Parse("a/x"), "u", 1, "x", urgent: false);
        queue.Seen(ObjectKey.Parse("a/y"), "u", 1, "y", urgent: true);
        Assert.True(queue.TryTake(Start, out var first));
        Assert.False(queue.TryTake(Start, out _));
        queue.Done(first);

        Assert.True(queue.TryTake(Start, out var second));
        Assert.Equal(["y", "x"], [first.Item!, second.Item!]);
    }

    [Fact]
    public void A_doubted_object_is_news_again_in_the_version_it_has()
    {
        See("a/x", 5);
        Drain();
        _queue.Doubt(Assert.Single(_queue.Settled()));
        See("a/x", 5);

        Assert.Equal(["a/x@5"], Drain());
    }

    [Fact]
    public void What_was_handed_out_is_not_held_any_longer()
    {
        var queue = new HandOutQueue<object>(new HandOutLimits(), (_, newer) => newer);
        var item = HandOutAndForget(queue);
        GC.Collect();

        Assert.False(item.IsAlive);
        Assert.Equal(1, queue.Count);
    }

    [Theory]
    [InlineData("0b8a1d3c-6c2e-4a53-9b1c-2f2d3c4b5a69")]
    [InlineData("0B8A1D3C-6C2E-4A53-9B1C-2F2D3C4B5A69")]
    [InlineData("not-a-guid")]
    public void A_uid_comes_back_as_it_was(string uid)
    {
        _queue.Seen(ObjectKey.Parse("a/x"), uid, 1, "x", urgent: false);
        Drain();

        Assert.Equal(uid, Assert.Single(_queue.Settled()).Uid);
    }

    private static HandOutQueue<string> Queue(HandOutLimits limits) => new(limits, (_, newer) => newer);

    private static WeakReference HandOutAndForget(HandOutQueue<object> queue)
    {
        var item = new object();
        queue.Seen(ObjectKey.Parse("a/x"), "u", 1, item, urgent: false);
        Assert.True(queue.TryTake(Start, out var handOut));
        queue.Done(handOut);
        return new WeakReference(item);
    }

    private void See(string key, ulong version, bool urgent = false) =>
        _queue.Seen(ObjectKey.Parse(key), "u", version, $"{key}@{version}", urgent);

    private HandOut<string> Take()
    {
        Assert.True(_queue.TryTake(Start, out var handOut));
        return handOut;
    }

    private List<string> Drain(DateTimeOffset? now = null)
    {
        List<string> all = [];
        while (_queue.TryTake(now ?? Start, out var handOut))
        {
            all.Add(handOut.Item!);
            _queue.Done(handOut);
        }

        return all;
    }
}
