namespace Coffer.Grains.Sharing;

/// <summary>How fast actors move to the silos that own them.</summary>
internal sealed record SharingOptions
{
    /// <summary>
    /// Time between two sweeps while the members stay the same: heals what was placed by an old view of them. A sweep that finds
    /// nothing costs a hash per actor.
    /// </summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>This many move together.</summary>
    public int Lot { get; init; } = 100;

    /// <summary>Time between two such lots, so that moving leaves room for work.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);
}
