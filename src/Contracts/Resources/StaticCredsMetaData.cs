using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Rotation of a static role.</summary>
[GenerateSerializer, Immutable, Alias("coffer.StaticCredsMetaData")]
public sealed record StaticCredsMetaData
{
    /// <summary>Unix seconds.</summary>
    [Id(0), JsonPropertyName("lastVaultRotation"), Required]
    public long LastVaultRotation { get; init; }

    /// <summary>Seconds.</summary>
    [Id(1), JsonPropertyName("rotationPeriod"), Required]
    public long RotationPeriod { get; init; }

    /// <summary>Cron expression.</summary>
    [Id(2), JsonPropertyName("rotationSchedule")]
    public string? RotationSchedule { get; init; }

    /// <summary>Seconds.</summary>
    [Id(3), JsonPropertyName("ttl"), Required]
    public long Ttl { get; init; }
}
