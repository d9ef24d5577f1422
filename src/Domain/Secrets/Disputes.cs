using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>Somebody keeps changing what is ours of the Secret: repairs wait.</summary>
public static class Disputes
{
    /// <summary>When somebody keeps changing what is ours of the Secret, and when he has been quiet for ten minutes.</summary>
    public static IReadOnlyList<SecretEvent> Decide(ISecretResource resource, SecretState state, SecretMemory memory, DateTimeOffset now) =>
        state.Dispute is null
            ? memory.Repairs is { } repairs && repairs.IsFight(now) ? [new SecretEvent.DisputeStarted(Sign(resource, repairs.Rival))] : []
        : now >= PeaceAt(memory, now) ? [new SecretEvent.DisputeEnded()]
        : [];

    /// <summary>When a dispute would be over if nobody changes the Secret.</summary>
    public static DateTimeOffset PeaceAt(SecretMemory memory, DateTimeOffset now) =>
        Repairs.QuietAt(memory.Repairs?.Last ?? memory.Since ?? now);

    private static string Sign(ISecretResource resource, string? rival) =>
        $"{(rival is null ? "somebody" : $"'{rival}' (a field manager in metadata.managedFields)")} keeps changing or deleting Secret "
        + $"{resource.Destination.Name}: repairs wait between 10 seconds and 5 minutes until it has been quiet for ten minutes; have only "
        + "one of the two write it, or choose another spec.destination.name";
}
