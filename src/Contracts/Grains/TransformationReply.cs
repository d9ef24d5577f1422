using Coffer.Contracts.Resources;

namespace Coffer.Contracts.Grains;

/// <summary>A SecretTransformation, or why it can't be used; exactly one of the two.</summary>
[GenerateSerializer, Immutable, Alias("coffer.TransformationReply")]
public sealed record TransformationReply([property: Id(0)] SecretTransformationSpec? Spec, [property: Id(1)] Failure? Problem)
{
    /// <summary>What a Secret is made with that follows this answer; null when that is not known.</summary>
    [Id(2)]
    public InputRef? Input { get; init; }
}
