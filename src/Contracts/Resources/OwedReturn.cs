using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>Something that Vault made for a Secret, which holds another by now, and that is still to be given back.</summary>
[GenerateSerializer, Immutable, Alias("coffer.OwedReturn")]
public sealed record OwedReturn
{
    /// <summary>Serial number of a certificate.</summary>
    [Id(0), JsonPropertyName("id"), Required]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Since when it is owed.</summary>
    [Id(1), JsonPropertyName("since"), Required]
    public DateTimeOffset Since { get; init; }

    /// <summary>When it ends by itself; null where that is not known.</summary>
    [Id(2), JsonPropertyName("until")]
    public DateTimeOffset? Until { get; init; }

    /// <summary>The restart whose workloads still use it until they are rolled out; null for none.</summary>
    [Id(3), JsonPropertyName("restartID")]
    public string? RestartId { get; init; }
}
