using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>The part of <c>metadata</c> that Coffer uses.</summary>
[GenerateSerializer, Immutable, Alias("coffer.ObjectMeta")]
public sealed record ObjectMeta
{
    /// <summary>Name.</summary>
    [Id(0), JsonPropertyName("name")]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Namespace.</summary>
    [Id(1), JsonPropertyName("namespace")]
    public string Namespace { get; init => field = value ?? ""; } = "";

    /// <summary>UID.</summary>
    [Id(2), JsonPropertyName("uid")]
    public string Uid { get; init => field = value ?? ""; } = "";

    /// <summary>Version; compared as a number.</summary>
    [Id(3), JsonPropertyName("resourceVersion")]
    public string ResourceVersion { get; init => field = value ?? ""; } = "";

    /// <summary>Grows with each change of the spec.</summary>
    [Id(4), JsonPropertyName("generation")]
    public long Generation { get; init; }

    /// <summary>When it was created.</summary>
    [Id(5), JsonPropertyName("creationTimestamp")]
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When its deletion was asked for; null for a living object.</summary>
    [Id(6), JsonPropertyName("deletionTimestamp")]
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Labels.</summary>
    [Id(7), JsonPropertyName("labels")]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations.</summary>
    [Id(8), JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Finalizers.</summary>
    [Id(9), JsonPropertyName("finalizers")]
    public IReadOnlyList<string>? Finalizers { get; init; }

    /// <summary>Owners.</summary>
    [Id(10), JsonPropertyName("ownerReferences")]
    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }

    /// <summary>
    /// Bytes of the object where it is larger than any that is looked at: then its spec was left out. Null for all others.
    /// Never sent to the API server.
    /// </summary>
    [Id(11), JsonPropertyName("cofferOversizeBytes")]
    public long? OversizeBytes { get; init; }
}
