using System.Collections.Immutable;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>One sync as far as reading is concerned.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="State">Its journal.</param>
/// <param name="Memory">What this activation knows.</param>
/// <param name="Reason">Why it is synced.</param>
/// <param name="Requests">What was asked.</param>
public sealed record ReadCase(
    ISecretResource Resource, SecretState State, SecretMemory Memory, SyncReason Reason, ImmutableArray<SourceRequest> Requests);
