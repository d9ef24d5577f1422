using Coffer.Kube.Api;
using Microsoft.Extensions.Time.Testing;

namespace Coffer.Kube.Tests.Api;

public sealed class SharedPauseTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Callers_wait_until_the_pause_is_over()
    {
        var pause = new SharedPause(_time, new Jitter(() => 0));
        pause.Extend(TimeSpan.FromSeconds(3));
        var passing = pause.PassAsync(TimeSpan.FromSeconds(10), default);

        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(passing.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.True(await passing);
    }

    [Fact]
    public async Task Who_can_not_wait_so_long_is_told_at_once()
    {
        var pause = new SharedPause(_time, new Jitter(() => 0));
        pause.Extend(TimeSpan.FromSeconds(30));

        Assert.False(await pause.PassAsync(TimeSpan.FromSeconds(10), default));
        Assert.Equal(TimeSpan.FromSeconds(30), pause.Remaining);
    }

    [Fact]
    public void A_shorter_request_never_shortens_the_pause_and_none_lasts_over_a_minute()
    {
        var pause = new SharedPause(_time, new Jitter(() => 0));
        pause.Extend(TimeSpan.FromHours(1));
        pause.Extend(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromMinutes(1), pause.Remaining);
    }

    [Fact]
    public void A_clock_that_is_set_back_or_forth_does_not_change_the_pause()
    {
        var clock = new SetClock();
        var pause = new SharedPause(clock, new Jitter(() => 0));
        pause.Extend(TimeSpan.FromSeconds(30));

        clock.Ahead = TimeSpan.FromHours(-1);
        Assert.InRange(pause.Remaining, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        clock.Ahead = TimeSpan.FromHours(1);
        Assert.InRange(pause.Remaining, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    }

    /// <summary>The clock of a machine that people or a time server set.</summary>
    private sealed class SetClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
