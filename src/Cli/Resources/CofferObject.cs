using System.Text.Json.Serialization;
using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Cli.Resources;

/// <summary>
/// A custom resource of any of Coffer's kinds, as far as its chain and its standing are told. Fields of a kind that this build does not
/// serve, or of a later release, are passed over: the tool is often older than the operator.
/// </summary>
internal sealed record CofferObject
{
    /// <summary>The kind's name; lists leave it out.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>Name, labels, annotations.</summary>
    [JsonPropertyName("metadata")]
    public ObjectMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>What is wanted.</summary>
    [JsonPropertyName("spec")]
    public CofferSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What is so; null before the first status.</summary>
    [JsonPropertyName("status")]
    public CofferStatus? Status { get; init; }

    /// <summary>Namespace and name.</summary>
    [JsonIgnore]
    public ObjectKey Key => new(Metadata.Namespace, Metadata.Name);

    /// <summary>Kind, namespace and name.</summary>
    [JsonIgnore]
    public ResourceRef Ref => new(Kind, Key);

    /// <summary>Whether the operator has seen the spec as it is.</summary>
    [JsonIgnore]
    public bool IsObserved => Status is not null && Metadata.Generation <= (Status.ObservedGeneration ?? Metadata.Generation);

    /// <summary>The condition of a type; null for none.</summary>
    public Condition? Find(string type) => Status?.Conditions.FirstOrDefault(condition => condition.Type == type);
}
