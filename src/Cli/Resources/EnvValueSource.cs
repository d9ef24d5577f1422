using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>Where the value of a variable comes from.</summary>
internal sealed record EnvValueSource
{
    /// <summary>A key of a Secret.</summary>
    [JsonPropertyName("secretKeyRef")]
    public NameRef? SecretKeyRef { get; init; }
}
