namespace Coffer.Contracts.Grains;

/// <summary>How to log in, or why one can't; exactly one of the two.</summary>
[GenerateSerializer, Immutable, Alias("coffer.LoginReply")]
public sealed record LoginReply([property: Id(0)] LoginRecipe? Recipe, [property: Id(1)] Failure? Problem);
