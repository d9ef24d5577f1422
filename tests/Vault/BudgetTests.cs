using Coffer.Vault.Resilience;
using Coffer.Vault.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Coffer.Vault.Tests;

public sealed class BudgetTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Slots_are_given_in_the_order_of_asking()
    {
        var budget = new Budget(1, _time);
        Assert.True(await budget.EnterAsync("", Patience, CancellationToken.None));
        var second = budget.EnterAsync("", Patience, CancellationToken.None);
        var third = budget.EnterAsync("", Patience, CancellationToken.None);

        budget.Leave("");

        Assert.True(await second.WaitAsync(Deadline));
        Assert.False(third.IsCompleted);
        budget.Leave("");
        Assert.True(await third.WaitAsync(Deadline));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_gives_up_takes_no_slot_with_him_and_frees_none(bool byTime)
    {
        var budget = new Budget(1, _time);
        Assert.True(await budget.EnterAsync("", Patience, CancellationToken.None));
        using var caller = new CancellationTokenSource();
        var waiting = budget.EnterAsync("", Patience, caller.Token);
        if (byTime)
        {
            _time.Advance(Patience);
            Assert.False(await waiting.WaitAsync(Deadline));
        }
        else
        {
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Deadline));
        }

        var next = budget.EnterAsync("", Patience, CancellationToken.None);
        Assert.False(next.IsCompleted);
        budget.Leave("");
        Assert.True(await next.WaitAsync(Deadline));
    }

    /// <summary>Slots granted in the very moment of giving up are where such code leaks.</summary>
    [Fact]
    public async Task No_slot_is_lost_or_doubled_when_grants_and_cancellations_race()
    {
        const int slots = 3;
        var budget = new Budget(slots, TimeProvider.System);
        var inside = 0;
        var most = 0;
        async Task UseAsync(int i)
        {
            using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(i % 7), TimeProvider.System);
            try
            {
                await budget.EnterAsync("", Patience, caller.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            InterlockedMax(ref most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            budget.Leave("");
        }

        await Task.WhenAll(Enumerable.Range(0, 20_000).Select(i => Task.Run(() => UseAsync(i))));

        Assert.InRange(most, 1, slots);
        for (var i = 0; i < slots; i++)
        {
            Assert.True(budget.EnterAsync("", Patience, CancellationToken.None).IsCompletedSuccessfully);
        }

        Assert.False(budget.EnterAsync("", Patience, CancellationToken.None).IsCompleted);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
