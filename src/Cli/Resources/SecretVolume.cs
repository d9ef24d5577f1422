using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>A volume made of one Secret.</summary>
internal sealed record SecretVolume
{
    /// <summary>The Secret.</summary>
    [JsonPropertyName("secretName")]
    public string SecretName { get; init => field = value ?? ""; } = "";
}
