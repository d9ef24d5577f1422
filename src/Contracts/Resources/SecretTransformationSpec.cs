using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>What a SecretTransformation offers.</summary>
[GenerateSerializer, Immutable, Alias("coffer.SecretTransformationSpec")]
public sealed record SecretTransformationSpec
{
    /// <summary>Templates by name.</summary>
    [Id(0), JsonPropertyName("templates"), MaxLength(SpecLimits.Templates)]
    public IReadOnlyDictionary<string, Template>? Templates { get; init; }

    /// <summary>Templates that others use.</summary>
    [Id(1), JsonPropertyName("sourceTemplates"), MaxLength(SpecLimits.Templates)]
    public IReadOnlyList<Template>? SourceTemplates { get; init; }

    /// <summary>Patterns of the fields to keep.</summary>
    [Id(2), JsonPropertyName("includes"), MaxLength(SpecLimits.Patterns)]
    public IReadOnlyList<string>? Includes { get; init; }

    /// <summary>Patterns of the fields to drop.</summary>
    [Id(3), JsonPropertyName("excludes"), MaxLength(SpecLimits.Patterns)]
    public IReadOnlyList<string>? Excludes { get; init; }

    /// <summary>A template whose output is a JSON object: its members become keys of the Secret. Coffer's own; null for none.</summary>
    [Id(4), JsonPropertyName("mapTemplate")]
    public Template? MapTemplate { get; init; }
}
