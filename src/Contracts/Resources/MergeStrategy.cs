using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>How headers and params are merged with the defaults.</summary>
[GenerateSerializer, Immutable, Alias("coffer.MergeStrategy")]
public sealed record MergeStrategy
{
    /// <summary><c>union</c>, <c>replace</c> or <c>none</c>.</summary>
    [Id(0), JsonPropertyName("headers"), AllowedValues(FieldValues.Union, FieldValues.Replace, FieldValues.None)]
    public string? Headers { get; init; }

    /// <summary><c>union</c>, <c>replace</c> or <c>none</c>.</summary>
    [Id(1), JsonPropertyName("params"), AllowedValues(FieldValues.Union, FieldValues.Replace, FieldValues.None)]
    public string? Params { get; init; }
}
