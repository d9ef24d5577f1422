using Coffer.Contracts.Resources;

namespace Coffer.Contracts.Grains;

/// <summary>A SecretTransformation, or why it can't be used; exactly one of the two.</summary>
[GenerateSerializer, Immutable, Alias("coffer.TransformationReply")]
public sealed record TransformationReply([property: Id(0)] SecretTransformationSpec? Spec, [property: Id(1)] Failure? Problem)
{
    /// <summary><c>SecretTransformation/uid/generation</c>; <c>SecretTransformation/namespace/name</c> when there is none; empty when that is not known.</summary>
    [Id(2)]
    public string Input { get; init; } = "";
}
