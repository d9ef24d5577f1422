using System.Collections.Concurrent;

namespace Coffer.Cluster.Tests.Auths;

/// <summary>The system's clock, put forward by a test: timers whose time comes by that fire at once.</summary>
internal sealed class LeapingTime : TimeProvider
{
    private readonly ConcurrentDictionary<LeapingTimer, DateTimeOffset> _due = new();
    private long _ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    public override long GetTimestamp() =>
        System.GetTimestamp() + (long)(TimeSpan.FromTicks(Volatile.Read(ref _ticks)).TotalSeconds * TimestampFrequency);

    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _ticks, by.Ticks);
        var now = GetUtcNow();
        foreach (var timer in _due.Where(timer => timer.Value <= now).Select(timer => timer.Key))
        {
            timer.FireNow();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LeapingTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class LeapingTimer : ITimer
    {
        private readonly LeapingTime _time;
        private readonly ITimer _timer;
        private TimeSpan _period;

        public LeapingTimer(LeapingTime time, TimerCallback callback, object? state)
        {
            _time = time;
            _timer = System.CreateTimer(_ => Fire(callback, state), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                Forget();
            }
            else
            {
                _time._due[this] = _time.GetUtcNow() + dueTime;
            }

            return _timer.Change(dueTime, period);
        }

        public void FireNow() => _timer.Change(TimeSpan.Zero, _period);

        public void Dispose()
        {
            Forget();
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Forget();
            return _timer.DisposeAsync();
        }

        private void Fire(TimerCallback callback, object? state)
        {
            if (_period == Timeout.InfiniteTimeSpan)
            {
                Forget();
            }
            else if (_time._due.TryGetValue(this, out var due))
            {
                _time._due.TryUpdate(this, _time.GetUtcNow() + _period, due);
            }

            callback(state);
        }

        private void Forget() => _time._due.TryRemove(this, out _);
    }
}
