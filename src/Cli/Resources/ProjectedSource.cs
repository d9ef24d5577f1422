using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>One object of a projected volume.</summary>
internal sealed record ProjectedSource
{
    /// <summary>Where it is a Secret.</summary>
    [JsonPropertyName("secret")]
    public NameRef? Secret { get; init; }
}
