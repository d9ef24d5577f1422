using System.Text.Json.Serialization;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Resources;

/// <summary>A pod, as far as it tells which Secrets it uses.</summary>
internal sealed record PodObject
{
    /// <summary>The metadata.</summary>
    [JsonPropertyName("metadata")]
    public ObjectMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>What it is made of.</summary>
    [JsonPropertyName("spec")]
    public PodSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What it is at.</summary>
    [JsonPropertyName("status")]
    public PodStatus Status { get; init => field = value ?? new(); } = new();
}
