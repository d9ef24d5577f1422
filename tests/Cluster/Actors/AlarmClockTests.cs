using Coffer.Grains.Actors;
using Microsoft.Extensions.Time.Testing;

namespace Coffer.Cluster.Tests.Actors;

public sealed class AlarmClockTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly AlarmClock _clock;
    private readonly List<string> _rung = [];

    public AlarmClockTests() => _clock = new AlarmClock(_time);

    private DateTimeOffset Now => _time.GetUtcNow();

    public void Dispose() => _clock.Dispose();

    [Fact]
    public void Each_is_woken_at_his_time_and_once()
    {
        Set("noon", 60);
        Set("morning", 5);
        Set("morning too", 5);
        Pass(4.9);
        Assert.Empty(_rung);
        Pass(0.2);
        Assert.Equal(["morning", "morning too"], _rung);
        Pass(3600);
        Assert.Equal(["morning", "morning too", "noon"], _rung);
    }

    [Fact]
    public void Who_is_late_already_is_woken_at_once()
    {
        Set("late", -1);
        Set("just now", 0);
        Assert.Equal(["late", "just now"], _rung);
        Pass(3600);
        Assert.Equal(2, _rung.Count);
    }

    [Fact]
    public void An_alarm_that_was_taken_back_does_not_ring()
    {
        var first = Set("first", 5);
        Set("second", 10);
        _clock.Cancel(first);
        Pass(11);
        Assert.Equal(["second"], _rung);
        _clock.Cancel(first);
    }

    [Fact]
    public void An_alarm_in_a_year_rings_in_a_year()
    {
        Set("next year", TimeSpan.FromDays(365).TotalSeconds);
        _time.Advance(TimeSpan.FromDays(364));
        Assert.Empty(_rung);
        _time.Advance(TimeSpan.FromDays(1.1));
        Assert.Equal(["next year"], _rung);
    }

    [Fact]
    public void Who_sets_another_alarm_when_he_is_woken_is_woken_again()
    {
        _clock.Set(new Handler(() =>
        {
            _rung.Add("first");
            Set("again", 5);
        }), Now + TimeSpan.FromSeconds(5));
        Pass(6);
        Pass(6);
        Assert.Equal(["first", "again"], _rung);
    }

    private Alarm Set(string name, double seconds) => _clock.Set(new Handler(() => _rung.Add(name)), Now + TimeSpan.FromSeconds(seconds));

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private sealed class Handler(Action ring) : IAlarmHandler
    {
        public void OnAlarm() => ring();
    }
}
