namespace Coffer.Domain.Secrets;

/// <summary>What follows from an outcome.</summary>
/// <param name="Events">What happened; none when there is nothing to tell.</param>
/// <param name="Memory">What the activation knows once these are in the journal.</param>
public readonly record struct Decision(IReadOnlyList<SecretEvent> Events, SecretMemory Memory);
