using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>A volume.</summary>
internal sealed record PodVolume
{
    /// <summary>Its name in the pod.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Made of one Secret.</summary>
    [JsonPropertyName("secret")]
    public SecretVolume? Secret { get; init; }

    /// <summary>Made of several objects.</summary>
    [JsonPropertyName("projected")]
    public ProjectedVolume? Projected { get; init; }

    /// <summary>Whether a Secret is in it.</summary>
    public bool Holds(string secret) =>
        Secret?.SecretName == secret || Projected is { } projected && projected.Sources.Any(source => source.Secret?.Name == secret);
}
