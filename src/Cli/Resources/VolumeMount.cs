using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>A mount of a volume.</summary>
internal sealed record VolumeMount
{
    /// <summary>The volume.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>One file of it alone, which the kubelet does not bring up to date.</summary>
    [JsonPropertyName("subPath")]
    public string? SubPath { get; init; }
}
