namespace Coffer.Grains.Actors;

/// <summary>One alarm of an <see cref="AlarmClock"/>.</summary>
/// <param name="At">When.</param>
/// <param name="Number">Tells alarms of the same time apart.</param>
/// <param name="Handler">Whom to wake.</param>
internal sealed record Alarm(DateTimeOffset At, long Number, IAlarmHandler Handler) : IComparable<Alarm>
{
    public int CompareTo(Alarm? other) => other is null ? 1 : (At, Number).CompareTo((other.At, other.Number));
}
