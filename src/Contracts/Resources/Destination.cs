using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>The Secret that is kept in step.</summary>
[GenerateSerializer, Immutable, Alias("coffer.Destination")]
public sealed record Destination
{
    /// <summary>Name of the Secret, in the namespace of the resource.</summary>
    [Id(0), JsonPropertyName("name"), MaxLength(SpecLimits.NameLength), RegularExpression(FieldPatterns.ObjectName), Required]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Whether the Secret is created and owned; otherwise it must exist.</summary>
    [Id(1), JsonPropertyName("create")]
    public bool Create { get; init; }

    /// <summary>Whether an existing Secret of somebody else may be taken over.</summary>
    [Id(2), JsonPropertyName("overwrite")]
    public bool Overwrite { get; init; }

    /// <summary>Labels of a created Secret; null for none.</summary>
    [Id(3), JsonPropertyName("labels")]
    public IReadOnlyDictionary<string, string>? Labels { get; init => field = value is { Count: > 0 } ? value : null; }

    /// <summary>Annotations of a created Secret; null for none.</summary>
    [Id(4), JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init => field = value is { Count: > 0 } ? value : null; }

    /// <summary>Type of a created Secret; null for <c>Opaque</c>.</summary>
    [Id(5), JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>How the data is made from what Vault answers.</summary>
    [Id(6), JsonPropertyName("transformation")]
    public SecretDataTransformation? Transformation { get; init; }
}
