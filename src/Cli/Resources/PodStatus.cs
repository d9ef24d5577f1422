using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>What a pod is at.</summary>
internal sealed record PodStatus
{
    /// <summary>E.g. <c>Running</c>.</summary>
    [JsonPropertyName("phase")]
    public string Phase { get; init => field = value ?? ""; } = "";

    /// <summary>When its node took it on; null before.</summary>
    [JsonPropertyName("startTime")]
    public DateTimeOffset? StartTime { get; init; }
}
