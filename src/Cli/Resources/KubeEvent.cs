using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>A core/v1 Event.</summary>
internal sealed record KubeEvent
{
    /// <summary><c>Warning</c> or <c>Normal</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>CamelCase.</summary>
    [JsonPropertyName("reason")]
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>For people.</summary>
    [JsonPropertyName("message")]
    public string Message { get; init => field = value ?? ""; } = "";

    /// <summary>When it last happened.</summary>
    [JsonPropertyName("lastTimestamp")]
    public DateTimeOffset? LastTimestamp { get; init; }
}
