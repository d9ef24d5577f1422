using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>A container, as far as it names Secrets. Literal values of variables are not read.</summary>
internal sealed record PodContainer
{
    /// <summary>Variables, one by one.</summary>
    [JsonPropertyName("env")]
    public IReadOnlyList<EnvSource> Env { get; init => field = value ?? []; } = [];

    /// <summary>Variables, all of an object.</summary>
    [JsonPropertyName("envFrom")]
    public IReadOnlyList<EnvSource> EnvFrom { get; init => field = value ?? []; } = [];

    /// <summary>Where volumes are mounted.</summary>
    [JsonPropertyName("volumeMounts")]
    public IReadOnlyList<VolumeMount> VolumeMounts { get; init => field = value ?? []; } = [];
}
