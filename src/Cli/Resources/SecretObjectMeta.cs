using System.Text.Json.Serialization;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Resources;

/// <summary>Metadata of a Secret, with who owns which of its fields.</summary>
internal sealed record SecretObjectMeta
{
    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Namespace.</summary>
    [JsonPropertyName("namespace")]
    public string Namespace { get; init => field = value ?? ""; } = "";

    /// <summary>UID.</summary>
    [JsonPropertyName("uid")]
    public string Uid { get; init => field = value ?? ""; } = "";

    /// <summary>When it was created.</summary>
    [JsonPropertyName("creationTimestamp")]
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When its deletion was asked for.</summary>
    [JsonPropertyName("deletionTimestamp")]
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Annotations.</summary>
    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string> Annotations { get; init => field = value ?? new Dictionary<string, string>(); } =
        new Dictionary<string, string>();

    /// <summary>Owners.</summary>
    [JsonPropertyName("ownerReferences")]
    public IReadOnlyList<OwnerReference> OwnerReferences { get; init => field = value ?? []; } = [];

    /// <summary>Who owns which field.</summary>
    [JsonPropertyName("managedFields")]
    public IReadOnlyList<ManagedFieldsEntry> ManagedFields { get; init => field = value ?? []; } = [];
}
