using System.Text.Json.Serialization;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Resources;

/// <summary>A workload; its metadata is all that is looked at.</summary>
internal sealed record WorkloadObject
{
    /// <summary>The metadata.</summary>
    [JsonPropertyName("metadata")]
    public ObjectMeta Metadata { get; init => field = value ?? new(); } = new();
}
