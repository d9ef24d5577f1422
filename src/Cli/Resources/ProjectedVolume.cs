using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>A volume made of several objects.</summary>
internal sealed record ProjectedVolume
{
    /// <summary>The objects.</summary>
    [JsonPropertyName("sources")]
    public IReadOnlyList<ProjectedSource> Sources { get; init => field = value ?? []; } = [];
}
