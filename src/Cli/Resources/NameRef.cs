using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>Names an object of the same namespace.</summary>
internal sealed record NameRef
{
    /// <summary>The name.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init => field = value ?? ""; } = "";
}
