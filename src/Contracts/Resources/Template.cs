using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>A text template.</summary>
[GenerateSerializer, Immutable, Alias("coffer.Template")]
public sealed record Template
{
    /// <summary>Name in the template set.</summary>
    [Id(0), JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Text.</summary>
    [Id(1), JsonPropertyName("text"), Required]
    public string Text { get; init => field = value ?? ""; } = "";
}
