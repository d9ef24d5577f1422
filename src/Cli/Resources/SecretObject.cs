using System.Text.Json.Serialization;
using Coffer.Contracts;

namespace Coffer.Cli.Resources;

/// <summary>A Secret by its metadata. There is no field for data: it is never asked for.</summary>
internal sealed record SecretObject
{
    /// <summary>The metadata.</summary>
    [JsonPropertyName("metadata")]
    public SecretObjectMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>Namespace and name.</summary>
    [JsonIgnore]
    public ObjectKey Key => new(Metadata.Namespace, Metadata.Name);
}
