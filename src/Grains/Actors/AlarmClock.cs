namespace Coffer.Grains.Actors;

/// <summary>
/// The alarm clock of all actors of a silo, with one timer for all: a timer of Orleans takes as much memory as half an
/// activation. Thread-safe.
/// </summary>
internal sealed class AlarmClock : IDisposable
{
    /// <summary>The wall clock may be set meanwhile: it is looked at this often.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly SortedSet<Alarm> _alarms = [];
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _count;

    public AlarmClock(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static clock => ((AlarmClock)clock!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sets an alarm; one whose time has come rings at once.</summary>
    public Alarm Set(IAlarmHandler handler, DateTimeOffset at)
    {
        var alarm = new Alarm(at, Interlocked.Increment(ref _count), handler);
        if (at <= _time.GetUtcNow())
        {
            handler.OnAlarm();
            return alarm;
        }

        lock (_gate)
        {
            _alarms.Add(alarm);
            if (_alarms.Min == alarm)
            {
                Sleep(at);
            }
        }

        return alarm;
    }

    /// <summary>Takes an alarm back; nothing happens to one that has rung.</summary>
    public void Cancel(Alarm alarm)
    {
        lock (_gate)
        {
            _alarms.Remove(alarm);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Ring()
    {
        foreach (var alarm in TakeDue())
        {
            alarm.Handler.OnAlarm();
        }
    }

    private List<Alarm> TakeDue()
    {
        var due = new List<Alarm>();
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            while (_alarms.Min is { } first && first.At <= now)
            {
                _alarms.Remove(first);
                due.Add(first);
            }

            if (_alarms.Min is { } next)
            {
                Sleep(next.At);
            }
        }

        return due;
    }

    /// <summary>A timer counts whole milliseconds: one more, so that it does not come early.</summary>
    private void Sleep(DateTimeOffset until)
    {
        var wait = until - _time.GetUtcNow() + TimeSpan.FromMilliseconds(1);
        _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestSleep ? LongestSleep : wait, Timeout.InfiniteTimeSpan);
    }
}
