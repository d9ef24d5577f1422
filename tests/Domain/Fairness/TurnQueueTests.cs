using Coffer.Domain.Fairness;
using CsCheck;

namespace Coffer.Domain.Tests.Fairness;

public sealed class TurnQueueTests
{
    [Fact]
    public void A_thousand_of_one_namespace_never_go_before_one_of_another()
    {
        var queue = new TurnQueue<string>(places: 4, (_, _) => 4);
        for (var number = 0; number < 1000; number++)
        {
            queue.Wait("greedy", $"greedy-{number}");
        }

        Admit(queue);
        queue.Wait("quiet", "quiet-0");
        queue.Leave("greedy");
        queue.Leave("greedy");

        Assert.Equal(["quiet-0", "greedy-4"], Admit(queue));
    }

    [Fact]
    public void No_namespace_holds_more_than_its_share_even_when_nobody_else_wants_a_place()
    {
        var queue = new TurnQueue<string>(places: 4, (_, _) => 2);
        queue.Wait("greedy", "a");
        queue.Wait("greedy", "b");
        queue.Wait("greedy", "c");

        Assert.Equal(["a", "b"], Admit(queue));
        queue.Leave("greedy");
        Assert.Equal(["c"], Admit(queue));
    }

    [Fact]
    public void Who_gives_up_holds_nobody_up()
    {
        var queue = new TurnQueue<string>(places: 1, (_, _) => 1);
        queue.Wait("a", "first");
        queue.Wait("b", "second");

        Assert.True(queue.GiveUp("a", "first"));
        Assert.False(queue.GiveUp("a", "first"));
        Assert.Equal(["second"], Admit(queue));
    }

    [Fact]
    public void Places_that_grow_are_given_to_who_waits_with_his_larger_share()
    {
        var queue = new TurnQueue<string>(places: 1, (_, places) => Math.Max(1, places / 2));
        foreach (var waiter in new[] { "a", "b", "c" })
        {
            queue.Wait("greedy", waiter);
        }

        Assert.Equal(["a"], Admit(queue));
        queue.Resize(3);
        Assert.Empty(Admit(queue));
        queue.Resize(4);
        Assert.Equal(["b"], Admit(queue));
    }

    [Fact]
    public void Places_that_shrink_are_given_to_nobody_until_enough_are_free_and_then_by_turns()
    {
        var queue = new TurnQueue<string>(places: 4, (_, places) => Math.Max(1, places / 2));
        foreach (var waiter in new[] { "a", "b", "c" })
        {
            queue.Wait("greedy", waiter);
        }

        Assert.Equal(["a", "b"], Admit(queue));
        queue.Wait("quiet", "d");
        queue.Resize(1);
        Assert.Empty(Admit(queue));
        queue.Leave("greedy");
        Assert.Empty(Admit(queue));
        queue.Leave("greedy");

        Assert.Equal(["d"], Admit(queue));
        queue.Leave("quiet");
        Assert.Equal(["c"], Admit(queue));
    }

    [Fact]
    public void Whatever_comes_and_goes_no_place_is_lost_and_no_key_kept()
    {
        var step = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3]);
        step.Array[0, 200].Sample(steps =>
        {
            var queue = new TurnQueue<int>(places: 3, (_, _) => 2);
            var (holding, waiting, next) = (new List<string>(), new List<(string Key, int Waiter)>(), 0);
            foreach (var (what, who) in steps)
            {
                if (what == 0)
                {
                    waiting.Add(($"{who}", next));
                    queue.Wait($"{who}", next++);
                }
                else if (what == 1 && holding.Count > 0)
                {
                    queue.Leave(holding[who % holding.Count]);
                    holding.RemoveAt(who % holding.Count);
                }
                else if (what == 2 && waiting.Count > 0)
                {
                    var gone = waiting[who % waiting.Count];
                    Assert.True(queue.GiveUp(gone.Key, gone.Waiter));
                    waiting.Remove(gone);
                }

                while (queue.TryAdmit(out var waiter))
                {
                    var admitted = waiting.Single(known => known.Waiter == waiter);
                    waiting.Remove(admitted);
                    holding.Add(admitted.Key);
                }

                Assert.True(holding.Count <= 3);
                Assert.All(holding.CountBy(key => key), held => Assert.InRange(held.Value, 1, 2));
                // Nobody waits while there is a place that he may have.
                Assert.All(waiting, known => Assert.True(holding.Count == 3 || holding.Count(key => key == known.Key) == 2));
                Assert.Equal(holding.Concat(waiting.Select(known => known.Key)).Distinct().Count(), queue.Keys);
            }
        });
    }

    private static List<string> Admit(TurnQueue<string> queue)
    {
        var admitted = new List<string>();
        while (queue.TryAdmit(out var waiter))
        {
            admitted.Add(waiter);
        }

        return admitted;
    }
}
