using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>The Secret that a resource keeps in step.</summary>
internal sealed record DestinationRef
{
    /// <summary>Name, in the namespace of the resource.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Whether the operator creates it.</summary>
    [JsonPropertyName("create")]
    public bool Create { get; init; }
}
