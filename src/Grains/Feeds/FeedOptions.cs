using Coffer.Contracts.Resources;
using Coffer.Domain.Feeds;

namespace Coffer.Grains.Feeds;

/// <summary>What is watched and how often things are looked after.</summary>
internal sealed record FeedOptions
{
    /// <summary>The namespaces to watch; null for all.</summary>
    public IReadOnlyList<string>? WatchedNamespaces { get; init; }

    /// <summary>The kinds to watch.</summary>
    public IReadOnlyList<ResourceKind> Kinds { get; init; } = [.. ResourceKinds.Custom, ResourceKinds.Secret];

    /// <summary>Parallelism and back-off of the hand-outs.</summary>
    public HandOutLimits Limits { get; init; } = HandOutLimits.Default;

    /// <summary>
    /// A hand-out that takes longer counts as failed and gives up its place. Receivers only store a fact, so this is ample.
    /// </summary>
    public TimeSpan HandOutLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Time between two sweeps when nothing else calls for one.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>After a sweep, the next begins this much later at the earliest: each silo asks for one after a membership change.</summary>
    public TimeSpan SweepPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Up to this many receivers that lack their object get it by one GET each; for more, everything is listed once.</summary>
    public int MostGets { get; init; } = 50;

    /// <summary>Time between two pokes of each feed by each silo.</summary>
    public TimeSpan PokeEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The same after a poke without answer: the first one after a silo's death may still have gone to the dead.</summary>
    public TimeSpan PokeAgain { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Grain keys of all feeds.</summary>
    public IReadOnlyList<string> Feeds =>
        [.. from kind in Kinds from ns in WatchedNamespaces ?? [FeedKey.Everywhere] select $"{kind.Plural}/{ns}"];
}
