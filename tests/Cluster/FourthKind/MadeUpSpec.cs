using Coffer.Contracts.Resources;

namespace Coffer.Cluster.Tests.FourthKind;

/// <summary>What a made-up secret wants.</summary>
[GenerateSerializer, Immutable, Alias("test.MadeUpSpec")]
public sealed record MadeUpSpec
{
    [Id(0)]
    public string User { get; init; } = "";

    [Id(1)]
    public string Password { get; init; } = "";

    [Id(2)]
    public Destination Destination { get; init; } = new();

    [Id(3)]
    public IReadOnlyList<RolloutRestartTarget>? RolloutRestartTargets { get; init; }
}
