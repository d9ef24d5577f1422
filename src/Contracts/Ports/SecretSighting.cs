namespace Coffer.Contracts.Ports;

/// <summary>A Secret as its metadata shows it; no values.</summary>
[GenerateSerializer, Immutable, Alias("coffer.SecretSighting")]
public sealed record SecretSighting
{
    /// <summary>The Secret.</summary>
    [Id(0)]
    public required ObjectKey Key { get; init; }

    /// <summary>Its UID; empty when it was seen to be gone and the UID is not known.</summary>
    [Id(1)]
    public required string Uid { get; init; }

    /// <summary>Its version; of a deletion, the version of the deletion.</summary>
    [Id(2)]
    public required string ResourceVersion { get; init; }

    /// <summary>True when it is deleted or being deleted.</summary>
    [Id(3)]
    public bool Deleted { get; init; }

    /// <summary>Labels.</summary>
    [Id(4)]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations.</summary>
    [Id(5)]
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Owner references.</summary>
    [Id(6)]
    public IReadOnlyList<Owner> Owners { get; init; } = [];

    /// <summary>Data keys that our Apply entry owns and nobody else changed since, sorted; from managedFields.</summary>
    [Id(7)]
    public IReadOnlyList<string> OwnedKeys { get; init; } = [];

    /// <summary>
    /// Field managers other than ours that own data keys, sorted: somebody has written here by hand, or another operator.
    /// </summary>
    [Id(8)]
    public IReadOnlyList<string> OtherDataManagers { get; init; } = [];

    /// <summary>
    /// Field managers other than ours that own our stamp (<see cref="SecretAnnotations.Digest"/>): another operator contests this Secret.
    /// </summary>
    [Id(9)]
    public IReadOnlyList<string> OtherStampManagers { get; init; } = [];

    /// <summary>Field manager other than ours that wrote the Secret last; null when none has.</summary>
    [Id(10)]
    public string? LastOtherManager { get; init; }
}
