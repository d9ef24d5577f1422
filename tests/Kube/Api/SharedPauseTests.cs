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
}
