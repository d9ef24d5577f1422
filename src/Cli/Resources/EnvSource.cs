using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>An entry of <c>env</c> (with <c>valueFrom</c>) or of <c>envFrom</c> (with <c>secretRef</c>).</summary>
internal sealed record EnvSource
{
    /// <summary>Of <c>envFrom</c>.</summary>
    [JsonPropertyName("secretRef")]
    public NameRef? SecretRef { get; init; }

    /// <summary>Of <c>env</c>.</summary>
    [JsonPropertyName("valueFrom")]
    public EnvValueSource? ValueFrom { get; init; }
}
