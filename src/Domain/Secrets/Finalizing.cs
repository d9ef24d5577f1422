using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>When our finalizer is put on and taken away, and what happens in between, once the object is being deleted.</summary>
public static class Finalizing
{
    /// <summary>A deletion is not held up for longer: then the object goes, and what Vault made is left to its end.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>What is next for an object that is on its way out: nothing, unless it bears our finalizer.</summary>
    public static SecretStep OnDeletion(ISecretResource resource, SecretMemory memory, DateTimeOffset now)
    {
        if (!OwnFinalizer.IsOn(resource.Metadata) || memory.FinalizedGeneration == resource.Metadata.Generation)
        {
            return new SecretStep.Wait(DateTimeOffset.MaxValue);
        }

        var at = memory.Finalizing?.At ?? now;
        return at <= now ? new SecretStep.Farewell(Deadline(resource) <= now) : new SecretStep.Wait(at);
    }

    /// <summary>When an object that is being deleted is let go of at the latest; null for one that lives.</summary>
    public static DateTimeOffset? Deadline(ISecretResource resource) => resource.Metadata.DeletionTimestamp + Longest;

    /// <summary>
    /// Before anything is made: what is made and then not given back would be worse than a moment's delay. One that can't be put on holds
    /// nothing else up.
    /// </summary>
    public static bool IsDue(ISecretResource resource, SecretMemory memory, DateTimeOffset now) =>
        IsWrong(resource, memory) && (memory.Finalizing is null || memory.Finalizing.At <= now);

    /// <summary>The step, or an earlier end of its wait.</summary>
    public static SecretStep AtLatest(SecretStep step, ISecretResource resource, SecretMemory memory) =>
        step is SecretStep.Wait wait && IsWrong(resource, memory) && memory.Finalizing is { } failed && failed.At < wait.Until
            ? new SecretStep.Wait(failed.At)
            : step;

    /// <summary>
    /// Whether an object that is gone leaves a Secret to be emptied: without our finalizer that can be done only afterwards, by whoever
    /// sees the deletion.
    /// </summary>
    public static bool LeavesSecretToEmpty(ISecretResource gone, SecretMemory memory) => Returns.ClearsOnDeletion(gone)
        && !(gone.Metadata.DeletionTimestamp is not null && memory.FinalizedGeneration == gone.Metadata.Generation);

    private static bool IsWrong(ISecretResource resource, SecretMemory memory) =>
        resource.Revokes != OwnFinalizer.IsOn(resource.Metadata) && memory.FinalizedGeneration != resource.Metadata.Generation;
}
