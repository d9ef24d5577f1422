using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>How the data of a Secret is made from what Vault answers.</summary>
[GenerateSerializer, Immutable, Alias("coffer.SecretDataTransformation")]
public sealed record SecretDataTransformation
{
    /// <summary>Templates by key of the Secret.</summary>
    [Id(0), JsonPropertyName("templates"), MaxLength(SpecLimits.Templates)]
    public IReadOnlyDictionary<string, Template>? Templates { get; init; }

    /// <summary>SecretTransformations to use.</summary>
    [Id(1), JsonPropertyName("transformationRefs"), MaxLength(SpecLimits.TransformationRefs)]
    public IReadOnlyList<TransformationRef>? TransformationRefs { get; init; }

    /// <summary>Patterns of the fields to keep; null for all.</summary>
    [Id(2), JsonPropertyName("includes"), MaxLength(SpecLimits.Patterns)]
    public IReadOnlyList<string>? Includes { get; init => field = value is { Count: > 0 } ? value : null; }

    /// <summary>Patterns of the fields to drop; null for none.</summary>
    [Id(3), JsonPropertyName("excludes"), MaxLength(SpecLimits.Patterns)]
    public IReadOnlyList<string>? Excludes { get; init => field = value is { Count: > 0 } ? value : null; }

    /// <summary>Leaves <c>_raw</c> out.</summary>
    [Id(4), JsonPropertyName("excludeRaw")]
    public bool ExcludeRaw { get; init; }

    /// <summary>A template whose output is a JSON object: its members become keys of the Secret. Coffer's own; null for none.</summary>
    [Id(5), JsonPropertyName("mapTemplate")]
    public Template? MapTemplate { get; init; }
}
