using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>The VaultAuthGlobal whose defaults are used.</summary>
[GenerateSerializer, Immutable, Alias("coffer.VaultAuthGlobalRef")]
public sealed record VaultAuthGlobalRef
{
    /// <summary>Name.</summary>
    [Id(0), JsonPropertyName("name"), RegularExpression(FieldPatterns.Name)]
    public string? Name { get; init; }

    /// <summary>Namespace.</summary>
    [Id(1), JsonPropertyName("namespace"), RegularExpression(FieldPatterns.Namespace)]
    public string? Namespace { get; init; }

    /// <summary>Whether the object named default may be used.</summary>
    [Id(2), JsonPropertyName("allowDefault")]
    public bool? AllowDefault { get; init; }

    /// <summary>How headers and params are merged.</summary>
    [Id(3), JsonPropertyName("mergeStrategy")]
    public MergeStrategy? MergeStrategy { get; init; }
}
