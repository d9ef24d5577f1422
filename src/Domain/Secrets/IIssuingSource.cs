using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>
/// A source whose every request makes something new, such as a certificate: nobody else has it and Vault keeps a record of it. It is asked
/// as seldom as can be, what the Secret holds is kept as long as it does, and what was made in vain or has been replaced is given back.
/// Pure.
/// </summary>
public interface IIssuingSource : ISecretSource
{
    /// <summary>
    /// Hash of what is asked for: what was made for another one does no longer. Its bytes must not change between releases.
    /// </summary>
    string Asked(ISecretResource resource);

    /// <summary>What a Secret holds that this source made before; null where it is not known as such.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="data">Data of the Secret.</param>
    HeldSource? Held(ISecretResource resource, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> data);

    /// <summary>What the journal knows of; null for nothing.</summary>
    SourceVersion? Journalled(SecretSnapshot snapshot);

    /// <summary>Id of what another operator has in the status for the Secret; null for nothing.</summary>
    string? LeftInStatus(ISecretResource resource);

    /// <summary>True when nobody should rely on a version any more.</summary>
    bool IsDue(ISecretResource resource, SourceVersion version, DateTimeOffset now);

    /// <summary>What to ask of Vault to give something back.</summary>
    /// <param name="resource">The resource, without flaws.</param>
    /// <param name="id">As <see cref="SourceVersion.Id"/> tells it.</param>
    SourceRequest Return(ISecretResource resource, string id);

    /// <summary>Words for what was made, e.g. <c>certificate 1d:64</c>.</summary>
    string Name(string id);

    /// <summary>What is told of a problem, with what is at stake: until when what the Secret holds is good.</summary>
    Problem AtStake(ISecretResource resource, SecretState state, Problem problem, DateTimeOffset now);
}
