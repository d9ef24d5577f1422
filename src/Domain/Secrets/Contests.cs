using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>Somebody else writes where only Coffer should: nothing is written until it has been quiet.</summary>
public static class Contests
{
    private const int ContestAt = 2;

    private static readonly TimeSpan QuietTime = TimeSpan.FromMinutes(10);

    /// <summary>
    /// When somebody else has written where only Coffer should, twice within ten minutes: once may be a person's mistake.
    /// </summary>
    public static IReadOnlyList<SecretEvent> Begin(ISecretResource resource, SecretState state, SecretMemory memory, DateTimeOffset now) =>
        state.Contest is null && memory.Overwrites >= ContestAt && now < QuietAt(memory, now)
            ? [new SecretEvent.ContestStarted(ContestSign(resource))]
            : [];

    /// <summary>After ten quiet minutes, or another force-sync than the one at its start.</summary>
    public static IReadOnlyList<SecretEvent> End(ISecretResource resource, SecretState state, SecretMemory memory, DateTimeOffset now) =>
        state.Contest is not null && (now >= QuietAt(memory, now) || IsForced(resource, memory)) ? [new SecretEvent.ContestEnded()] : [];

    /// <summary>When a contest would be over if it stays quiet.</summary>
    public static DateTimeOffset QuietAt(SecretMemory memory, DateTimeOffset now) =>
        (memory.OverwrittenAt ?? memory.Since ?? now) + QuietTime;

    private static string ContestSign(ISecretResource resource) =>
        "somebody else overwrites this status or the stamp on the Secret, most likely another operator that serves the same "
        + "resources: stop one of them; "
        + "nothing is written here until it has been quiet for ten minutes, or until the annotation "
        + $"{SecretSpec.ForceSyncAnnotation} is set{(SecretSpec.ForceSync(resource).Length > 0 ? " to another value" : "")}";

    /// <summary>The force-sync that was there when the contest began asks for no end of it.</summary>
    private static bool IsForced(ISecretResource resource, SecretMemory memory) =>
        memory.ForceSyncBefore is { } before && SecretSpec.ForceSync(resource) is { Length: > 0 } value && value != before;
}
