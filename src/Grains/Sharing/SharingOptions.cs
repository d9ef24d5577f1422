namespace Coffer.Grains.Sharing;

/// <summary>How fast actors move to the silos that own them.</summary>
internal sealed record SharingOptions
{
    /// <summary>Time between two sweeps while actors are found on the wrong silo.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between two sweeps while all are where they belong: heals what was placed by an old view of the members.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>This many move together.</summary>
    public int Lot { get; init; } = 100;

    /// <summary>Time between two such lots, so that moving leaves room for work.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);
}
