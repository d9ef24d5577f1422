using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>The parts of a pod that name Secrets.</summary>
internal sealed record PodSpec
{
    /// <summary>Containers.</summary>
    [JsonPropertyName("containers")]
    public IReadOnlyList<PodContainer> Containers { get; init => field = value ?? []; } = [];

    /// <summary>Containers that run first, or beside the others.</summary>
    [JsonPropertyName("initContainers")]
    public IReadOnlyList<PodContainer> InitContainers { get; init => field = value ?? []; } = [];

    /// <summary>Volumes.</summary>
    [JsonPropertyName("volumes")]
    public IReadOnlyList<PodVolume> Volumes { get; init => field = value ?? []; } = [];
}
