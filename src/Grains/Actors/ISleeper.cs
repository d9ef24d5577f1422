namespace Coffer.Grains.Actors;

/// <summary>What an <see cref="AlarmClock"/> wakes.</summary>
internal interface ISleeper
{
    /// <summary>Its time has come. Called on any thread, and maybe once more although the alarm was taken back.</summary>
    void Ring();
}
