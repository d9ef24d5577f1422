using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Secrets;

namespace Coffer.Grains.Secrets;

/// <summary>
/// Replaces a Secret that can't become what it has to be (another type, or immutable). Nothing is deleted before the API server has said
/// that it takes the successor; should it refuse it all the same, the old one is put back at once.
/// </summary>
internal sealed class Replacement(ISecretWriter writer, TimeProvider time)
{
    /// <summary>Of a deletion and what follows it; a turn that ends must not end it in between.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Each try costs the workloads a moment without the Secret.</summary>
    private static readonly TimeSpan AfterPuttingBack = TimeSpan.FromMinutes(15);

    /// <summary>Null when the API server would take the successor, otherwise why it would not.</summary>
    public async Task<SyncFact.Failed?> TryAsync(SecretManifest successor, CancellationToken cancellation) =>
        (await writer.TryAsync(successor, cancellation)).Failure is { } failure
            ? new SyncFact.Failed(Problems.NotReplaced(successor.Key, successor.Type, failure), failure)
            : null;

    /// <summary>Deletes the old one and creates its successor, within a moment.</summary>
    /// <param name="successor">The Secret to be.</param>
    /// <param name="old">What is there now, with its values.</param>
    /// <param name="cancellation">Heeded only before the deletion.</param>
    /// <returns>The new Secret's version, or what became of the old one.</returns>
    public async Task<(SecretVersion? Version, SyncFact.Failed? Failed)> RunAsync(
        SecretManifest successor, SecretContent old, CancellationToken cancellation)
    {
        if (await TryAsync(successor, cancellation) is { } refused)
        {
            return (null, refused);
        }

        cancellation.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(Limit, time);
        var deleted = await writer.DeleteAsync(successor.Key, old.Metadata.Uid, old.Metadata.ResourceVersion, limit.Token);
        if (deleted.Failure is { } notDeleted && (!notDeleted.IsTransient || notDeleted.Kind == FailureKind.Conflict))
        {
            return (null, new SyncFact.Failed(Problems.Write(notDeleted), notDeleted));
        }

        // After a deletion without an answer, too: with the precondition that there is none, creating can do no harm.
        var created = await writer.ApplyAsync(successor, limit.Token);
        return created.TryGet(out var version, out var notCreated) ? (version, null)
            : notCreated.Kind == FailureKind.Conflict ? (null, new SyncFact.Failed(Problems.Write(notCreated), notCreated))
            : (null, await PutBackAsync(successor, old, notCreated, limit.Token));
    }

    private async Task<SyncFact.Failed> PutBackAsync(
        SecretManifest successor, SecretContent old, Failure why, CancellationToken cancellation)
    {
        var back = await writer.ApplyAsync(AsItWas(successor, old), cancellation);
        return back.Failure switch
        {
            null => new SyncFact.Failed(Problems.PutBack(successor.Key, successor.Type, why), why with { RetryAfter = AfterPuttingBack })
            {
                IsFirm = true,
            },
            // There is one: the successor, when only the answer was lost.
            { Kind: FailureKind.Conflict } taken => new SyncFact.Failed(Problems.Write(taken), taken),
            _ => new SyncFact.Failed(Problems.LostInReplacement(successor.Key, successor.Type, why), why),
        };
    }

    /// <summary>Owned by the living resource: what belongs to a former life would be collected.</summary>
    private static SecretManifest AsItWas(SecretManifest successor, SecretContent old) => successor with
    {
        Data = old.Data,
        Type = old.Type,
        Immutable = old.Immutable,
        Labels = old.Metadata.Labels,
        Annotations = old.Metadata.Annotations,
    };
}
