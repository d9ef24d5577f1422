using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>A SecretTransformation to use.</summary>
[GenerateSerializer, Immutable, Alias("coffer.TransformationRef")]
public sealed record TransformationRef
{
    /// <summary>Name.</summary>
    [Id(0), JsonPropertyName("name"), MaxLength(SpecLimits.NameLength), RegularExpression(FieldPatterns.ObjectName), Required]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Namespace; null for that of the resource.</summary>
    [Id(1), JsonPropertyName("namespace"), MaxLength(SpecLimits.NamespaceLength), RegularExpression(FieldPatterns.NamespaceOrNothing)]
    public string? Namespace { get; init; }

    /// <summary>Templates to use of it; null for all.</summary>
    [Id(2), JsonPropertyName("templateRefs"), MaxLength(SpecLimits.Templates)]
    public IReadOnlyList<TemplateRef>? TemplateRefs { get; init; }

    /// <summary>Leaves its includes aside.</summary>
    [Id(3), JsonPropertyName("ignoreIncludes")]
    public bool IgnoreIncludes { get; init; }

    /// <summary>Leaves its excludes aside.</summary>
    [Id(4), JsonPropertyName("ignoreExcludes")]
    public bool IgnoreExcludes { get; init; }
}
