using System.Collections.Immutable;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Secrets;

/// <summary>
/// What one kind of secret adds to what all kinds do: what it asks of Vault, when, and what it makes of the answers. Pure.
/// </summary>
public interface ISecretSource
{
    /// <summary>Everything that is wrong with the part of the spec that is the kind's own.</summary>
    IEnumerable<SpecError> Flaws(ISecretResource resource);

    /// <summary>The part of the spec that the content follows, in bytes that change when it does.</summary>
    byte[] Followed(ISecretResource resource);

    /// <summary>What to ask, of a resource without flaws; one or several places that one Secret is made from.</summary>
    ImmutableArray<SourceRequest> Requests(ISecretResource resource);

    /// <summary>How often to read where the manifest names no period; null for never again after the first time.</summary>
    TimeSpan? DefaultPeriod(ISecretResource resource);

    /// <summary>
    /// When to read although neither the spec nor the Secret has changed and no period has passed, e.g. before the end of a lease.
    /// </summary>
    Due Due(ISecretResource resource, SecretState state, DateTimeOffset now);

    /// <summary>Why an answer is not made into a Secret, without a word of it; null when it may be.</summary>
    string? Objection(ISecretResource resource, SourceRequest request, VaultData answer);

    /// <summary>Whether the kind of engine behind the mount would tell why a request failed so.</summary>
    bool AsksMountType(ISecretResource resource, Failure failure);

    /// <summary>What is told of a request that failed.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="failure">What came.</param>
    /// <param name="mountType">Kind of the engine, e.g. <c>kv-v1</c>; null when it is not known.</param>
    Problem Refused(ISecretResource resource, SourceRequest request, Failure failure, string? mountType);

    /// <summary>What the answers say.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="requests">What was asked.</param>
    /// <param name="answers">An answer for each request.</param>
    /// <param name="maxFields">Fields that a secret may have.</param>
    SourceReading Understand(
        ISecretResource resource, ImmutableArray<SourceRequest> requests, IReadOnlyList<VaultData> answers, int maxFields);

    /// <summary>Why a reading is not to be followed although it is sound; null when it may be.</summary>
    /// <param name="case">The sync.</param>
    /// <param name="version">What was read.</param>
    /// <param name="isOfChangedSpec">It may be of another place than the journal's.</param>
    SyncFact? Refuses(ReadCase @case, SourceVersion version, bool isOfChangedSpec);
}
