using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Transit key of the reference operator's client cache.</summary>
[GenerateSerializer, Immutable, Alias("coffer.StorageEncryption")]
public sealed record StorageEncryption
{
    /// <summary>Transit mount.</summary>
    [Id(0), JsonPropertyName("mount"), Required]
    public string Mount { get; init => field = value ?? ""; } = "";

    /// <summary>Key.</summary>
    [Id(1), JsonPropertyName("keyName"), Required]
    public string KeyName { get; init => field = value ?? ""; } = "";
}
