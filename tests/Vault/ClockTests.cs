using Coffer.Vault.Tests.Support;
using Coffer.Contracts;
using Coffer.Vault.Resilience;

namespace Coffer.Vault.Tests;

/// <summary>A machine's clock is set back or forth by people and time servers. No wait is the longer or the shorter for it.</summary>
public sealed class ClockTests
{
    private readonly SetClock _clock = new();

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_circuit_that_is_held_open_stays_so_for_its_time(int hours)
    {
        var options = TestOptions.Vault with { BreakMin = TimeSpan.FromMinutes(2), BreakMax = TimeSpan.FromMinutes(10) };
        var circuit = new Circuit(options, _clock, static () => { }, static () => { });
        await circuit.OpenAsync(new Failure(FailureKind.Sealed, "sealed"), default);

        _clock.Ahead = TimeSpan.FromHours(hours);

        Assert.InRange((await circuit.HeldAsync(default))!.Value, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void A_quota_s_first_wait_is_one_wait_whatever_the_clock_says()
    {
        var quota = new QuotaBackoff(_clock);
        Assert.Equal(TimeSpan.FromSeconds(1), quota.Next());

        _clock.Ahead = TimeSpan.FromSeconds(1.5);

        Assert.Equal(TimeSpan.FromSeconds(1), quota.Next());
    }

    private sealed class SetClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
