using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Secrets;

/// <summary>One sync as far as writing is concerned.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="State">Its journal.</param>
/// <param name="Memory">What this activation knows.</param>
/// <param name="Reason">Why it is synced.</param>
/// <param name="Digests">Digests of the new content.</param>
public sealed record WriteCase(ISecretResource Resource, SecretState State, SecretMemory Memory, SyncReason Reason, Digests Digests);
