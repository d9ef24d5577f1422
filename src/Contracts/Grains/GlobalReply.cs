using Coffer.Contracts.Resources;

namespace Coffer.Contracts.Grains;

/// <summary>What a VaultAuthGlobal offers, or why it can't be had; exactly one of the two.</summary>
[GenerateSerializer, Immutable, Alias("coffer.GlobalReply")]
public sealed record GlobalReply([property: Id(0)] VaultAuthGlobalSpec? Spec, [property: Id(1)] Failure? Problem)
{
    /// <summary>The object in the state that counted; null when it could not be had.</summary>
    [Id(2)]
    public InputRef? Input { get; init; }
}
