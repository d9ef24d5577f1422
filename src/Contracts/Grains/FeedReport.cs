namespace Coffer.Contracts.Grains;

/// <summary>How a feed is.</summary>
/// <param name="Synced">A list has been completed since it woke.</param>
/// <param name="SilenceSeconds">Seconds since the API server was last heard (event, bookmark or list).</param>
/// <param name="Objects">Objects known.</param>
/// <param name="Dirty">Objects that are still to be handed out.</param>
/// <param name="Problem">The last failure of list or watch, if it is not over.</param>
[GenerateSerializer, Immutable, Alias("coffer.FeedReport")]
public sealed record FeedReport(
    [property: Id(0)] bool Synced, [property: Id(1)] double SilenceSeconds, [property: Id(2)] int Objects, [property: Id(3)] int Dirty,
    [property: Id(4)] string? Problem)
{
    /// <summary>The highest resourceVersion seen in this epoch.</summary>
    [Id(5)]
    public ulong ResourceVersion { get; init; }

    /// <summary>When resourceVersions were last found to have gone back, in Unix milliseconds; 0 for never.</summary>
    [Id(6)]
    public long Epoch { get; init; }

    /// <summary>What is doubted as long as not all is looked at anew after that; null for nothing.</summary>
    [Id(7)]
    public string? Doubt { get; init; }
}
