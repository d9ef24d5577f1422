using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>The part of a list's metadata that is used.</summary>
internal sealed record ListMeta
{
    /// <summary>Token of the next page; empty for none.</summary>
    [JsonPropertyName("continue")]
    public string Continue { get; init => field = value ?? ""; } = "";
}
