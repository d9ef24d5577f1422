using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>One condition, as <c>metav1.Condition</c>.</summary>
[GenerateSerializer, Immutable, Alias("coffer.Condition")]
public sealed record Condition
{
    /// <summary>Type.</summary>
    [Id(0), JsonPropertyName("type"), Required, MaxLength(316)]
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    [Id(1), JsonPropertyName("status"), Required, AllowedValues(FieldValues.True, FieldValues.False, FieldValues.Unknown)]
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>CamelCase, at most 1,024 characters.</summary>
    [Id(2), JsonPropertyName("reason"), Required, MinLength(1), MaxLength(1024), RegularExpression(FieldPatterns.Reason)]
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>For people, at most 32,768 characters.</summary>
    [Id(3), JsonPropertyName("message"), Required, MaxLength(32768)]
    public string Message { get; init => field = value ?? ""; } = "";

    /// <summary>When <see cref="Status"/> last changed.</summary>
    [Id(4), JsonPropertyName("lastTransitionTime"), Required]
    public DateTimeOffset LastTransitionTime { get; init; }

    /// <summary>Generation that this was said of.</summary>
    [Id(5), JsonPropertyName("observedGeneration"), Minimum(0)]
    public long ObservedGeneration { get; init; }
}
