using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>One page of a list.</summary>
internal sealed record ObjectList<T>
{
    /// <summary>Whether there are more pages.</summary>
    [JsonPropertyName("metadata")]
    public ListMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>The objects.</summary>
    [JsonPropertyName("items")]
    public IReadOnlyList<T> Items { get; init => field = value ?? []; } = [];
}
