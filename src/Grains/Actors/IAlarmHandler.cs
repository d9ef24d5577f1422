namespace Coffer.Grains.Actors;

/// <summary>What an <see cref="AlarmClock"/> wakes.</summary>
internal interface IAlarmHandler
{
    /// <summary>Its time has come. Called on any thread, and maybe once more although the alarm was taken back.</summary>
    void OnAlarm();
}
