using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>A workload to roll when the content changes.</summary>
[GenerateSerializer, Immutable, Alias("coffer.RolloutRestartTarget")]
public sealed record RolloutRestartTarget
{
    /// <summary><c>Deployment</c>, <c>DaemonSet</c>, <c>StatefulSet</c> or <c>argo.Rollout</c>.</summary>
    [Id(0), JsonPropertyName("kind"), Required, AllowedValues(FieldValues.Deployment, FieldValues.DaemonSet, FieldValues.StatefulSet,
        FieldValues.ArgoRollout)]
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>Name, in the namespace of the resource.</summary>
    [Id(1), JsonPropertyName("name"), MaxLength(SpecLimits.NameLength), RegularExpression(FieldPatterns.ObjectName), Required]
    public string Name { get; init => field = value ?? ""; } = "";
}
