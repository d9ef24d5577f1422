using Coffer.Kube.Membership;

namespace Coffer.Kube.Tests.Membership;

/// <summary>Clocks of silos that differ by minutes: each reads the others' times as its own clock would have shown them.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Close = TimeSpan.FromSeconds(3);
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private TableStage _stage = null!;

    public async Task InitializeAsync() => _stage = await TableStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Theory]
    [InlineData(4, -3)]
    [InlineData(-180, 0)]
    public async Task Each_silo_reads_signs_of_life_votes_and_starts_in_its_own_time(int minutesOfOne, int minutesOfTwo)
    {
        var one = await _stage.JoinAsync(skew: TimeSpan.FromMinutes(minutesOfOne));
        var two = await _stage.JoinAsync(skew: TimeSpan.FromMinutes(minutesOfTwo));
        var entry = Silos.Entry(1, SiloStatus.Active);
        var start = TimeProvider.System.GetUtcNow();
        (entry.StartTime, entry.IAmAliveTime) = (one.Now, one.Now);
        entry.SuspectTimes = [Tuple.Create(Silos.Address(2), one.Now)];
        await one.InsertAsync(entry);

        Since(start, two, (await two.FindAsync(entry))!.StartTime);
        Since(start, two, (await two.FindAsync(entry))!.IAmAliveTime);
        Since(start, two, (await two.FindAsync(entry))!.SuspectTimes!.Single().Item2);
        await one.AliveAsync(entry, one.Now.AddMinutes(1));
        Since(start, two, (await two.FindAsync(entry))!.IAmAliveTime.AddMinutes(-1));
        Since(start, one, (await one.FindAsync(entry))!.IAmAliveTime.AddMinutes(-1));
    }

    [Fact]
    public async Task A_silo_whose_clock_is_ahead_cleans_up_nothing_that_has_just_died()
    {
        var (right, ahead) = (await _stage.JoinAsync(), await _stage.JoinAsync(skew: TimeSpan.FromMinutes(30)));
        var dead = Silos.Entry(1, SiloStatus.Dead);
        (dead.IAmAliveTime, dead.SuspectTimes) = (right.Now, []);
        await right.InsertAsync(dead);

        await ahead.Table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(ahead.Now.AddMinutes(-10)));
        Assert.NotNull(await right.FindAsync(dead));

        await ahead.Table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(ahead.Now.AddMinutes(1)));
        Assert.Null(await right.FindAsync(dead));
    }

    [Fact]
    public void Clocks_that_agree_are_never_corrected()
    {
        var clock = default(ClockOffset);
        for (var milliseconds = 0; milliseconds < 3000; milliseconds += 7)
        {
            var sent = Noon.AddMilliseconds(milliseconds);
            clock = clock.Observe(sent, sent.AddMilliseconds(20), Noon.AddSeconds(milliseconds / 1000));
        }

        Assert.Equal(default, clock);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    [InlineData(4)]
    public void A_difference_is_found_by_one_answer_to_within_a_second_and_stays_put(int seconds)
    {
        var first = default(ClockOffset).Observe(Noon, Noon.AddMilliseconds(100), Noon.AddSeconds(seconds));

        Assert.InRange(first.Ahead, TimeSpan.FromSeconds(seconds - 0.1), TimeSpan.FromSeconds(seconds + 2));
        Assert.Equal(first, first.Observe(Noon.AddSeconds(10), Noon.AddSeconds(10.1), Noon.AddSeconds(10 + seconds)));
    }

    [Fact]
    public void An_answer_that_took_long_proves_little()
    {
        Assert.Equal(default, default(ClockOffset).Observe(Noon, Noon.AddSeconds(60), Noon.AddSeconds(55)));
        Assert.Equal(default, default(ClockOffset).Observe(Noon, Noon.AddMinutes(-5), Noon));
    }

    [Fact]
    public void A_time_that_was_never_set_stays_so()
    {
        var clock = new ClockOffset(TimeSpan.FromMinutes(-5));

        Assert.Equal(DateTime.MinValue, clock.ToServer(DateTime.MinValue));
        Assert.Equal(DateTime.MinValue, clock.ToLocal(DateTime.MinValue));
        Assert.Equal(DateTime.MaxValue, clock.ToLocal(DateTime.MaxValue));
    }

    /// <summary>The time lies between the start and now, as the silo's clock shows them.</summary>
    private static void Since(DateTimeOffset start, TableHandle silo, DateTime time)
    {
        var passed = TimeProvider.System.GetUtcNow() - start;
        Assert.InRange(time, silo.Now - passed - Close, silo.Now + Close);
    }
}
