using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>A template of a SecretTransformation.</summary>
[GenerateSerializer, Immutable, Alias("coffer.TemplateRef")]
public sealed record TemplateRef
{
    /// <summary>Key in <c>spec.templates</c>.</summary>
    [Id(0), JsonPropertyName("name"), Required]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Key in the Secret; null for the name.</summary>
    [Id(1), JsonPropertyName("keyOverride")]
    public string? KeyOverride { get; init; }
}
