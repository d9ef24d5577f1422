using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>An entry of <c>metadata.ownerReferences</c>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.OwnerReference")]
public sealed record OwnerReference
{
    /// <summary>Group and version of the owner.</summary>
    [Id(0), JsonPropertyName("apiVersion")]
    public string ApiVersion { get; init => field = value ?? ""; } = "";

    /// <summary>Kind of the owner.</summary>
    [Id(1), JsonPropertyName("kind")]
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the owner.</summary>
    [Id(2), JsonPropertyName("name")]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>UID of the owner.</summary>
    [Id(3), JsonPropertyName("uid")]
    public string Uid { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is the managing owner.</summary>
    [Id(4), JsonPropertyName("controller")]
    public bool? Controller { get; init; }

    /// <summary>Whether the owner waits for this object to be gone before it goes.</summary>
    [Id(5), JsonPropertyName("blockOwnerDeletion")]
    public bool? BlockOwnerDeletion { get; init; }
}
