using System.Text.Json.Serialization;
using Coffer.Contracts.Resources;

namespace Coffer.Cluster.Tests.FourthKind;

/// <summary>How a made-up secret is.</summary>
[GenerateSerializer, Immutable, Alias("test.MadeUpStatus")]
public sealed record MadeUpStatus : ISecretStatus
{
    [Id(0)]
    public long LastGeneration { get; init; }

    [Id(1)]
    public long? ObservedGeneration { get; init; }

    [Id(2)]
    public string? SecretMac { get; init; }

    [Id(3), JsonPropertyName("conditions")]
    public IReadOnlyList<Condition>? Conditions { get; init; }

    [Id(4)]
    public long? JournalVersion { get; init; }

    [Id(5), JsonPropertyName("history")]
    public IReadOnlyList<string>? History { get; init; }

    [Id(6), JsonPropertyName("snapshot")]
    public SecretSnapshot? Snapshot { get; init; }
}
