using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>A lease.</summary>
[GenerateSerializer, Immutable, Alias("coffer.SecretLease")]
public sealed record SecretLease
{
    /// <summary>Lease id.</summary>
    [Id(0), JsonPropertyName("id"), Required]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Seconds.</summary>
    [Id(1), JsonPropertyName("duration"), Required]
    public long Duration { get; init; }

    /// <summary>Whether it can be renewed.</summary>
    [Id(2), JsonPropertyName("renewable"), Required]
    public bool Renewable { get; init; }

    /// <summary>Request id.</summary>
    [Id(3), JsonPropertyName("requestID"), Required]
    public string RequestId { get; init => field = value ?? ""; } = "";
}
