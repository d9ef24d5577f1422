using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>
/// When something new is made, and when the Secret holds already what is needed: after a restart, a move, a takeover from another
/// operator, a crash between the write and the journal, or when another activation was faster.
/// </summary>
public static class IssueRules
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestTransient = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether the Secret is to be looked at before anything is made: always, but where nothing hints at one and neither a try nor an
    /// append has failed. What was made in vain costs more than a look.
    /// </summary>
    public static bool MustLook(WriteCase on) =>
        on.Memory.Retry is not null || on.Memory.LostAppends > 0 || on.State.Problem is not null || IsLeftByTheReference(on.Resource)
        || !(WriteRules.IsSurelyNew(on) || on.Resource.Destination.Create && on.Memory.Secret is { Missing: true });

    /// <summary>What the Secret holds that does; null when something new is to be made.</summary>
    public static SourceVersion? Kept(HeldCase @case, DateTimeOffset now) =>
        Candidate(@case) is { } version && MayKeep(@case) && !@case.Source.IsDue(@case.On.Resource, version, now) ? version : null;

    /// <summary>
    /// True when the Secret holds what we wrote and the journal does not know yet: another activation may be about to tell that it has done
    /// what is asked for. Waited for once, and for a moment; where it does not come, a crash kept it from being told.
    /// </summary>
    public static bool MayBeAnswered(HeldCase @case) =>
        @case.On.Memory.Retry is null && @case.On.State.HasSynced && IsStamped(@case) && !IsJournalled(@case);

    /// <summary>
    /// True when somebody else has written the Secret since it was looked at: then what was made here is in vain, and what there is now is
    /// judged anew.
    /// </summary>
    /// <param name="on">The sync.</param>
    /// <param name="seen">The Secret as it was; null for none.</param>
    /// <param name="found">As it is; null for none.</param>
    public static bool IsOvertaken(WriteCase on, SecretContent? seen, SecretContent? found) => found is not null && (seen is null
        ? Ownership.Of(found.Metadata, on.Resource, on.State.Snapshot) == Belongs.Ours
        : !HoldsSame(seen, found));

    /// <summary>How long to wait before something is made anew after it was made in vain: each try leaves a trace in Vault.</summary>
    /// <param name="memory">What this activation knows.</param>
    /// <param name="failure">Why it was in vain.</param>
    public static TimeSpan AfterInVain(SecretMemory memory, Failure failure)
    {
        var longest = failure.IsTransient ? LongestTransient : LongestWait;
        var wait = FirstWait * Math.Pow(2, Math.Min(memory.Retry?.Count ?? 0, 10));
        return wait < longest ? wait : longest;
    }

    /// <summary>The failure of a request: where Vault may have made something all the same, the next one is not made soon.</summary>
    public static Failure Spaced(SecretMemory memory, Failure failure) => failure.Kind is FailureKind.Timeout or FailureKind.Malformed
        ? failure with { RetryAfter = AfterInVain(memory, failure) }
        : failure;

    /// <summary>Which of the Secret's keys are ours: those that we applied, or all of them where another operator wrote it.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Ours(SecretContent secret) => secret.Metadata.OwnedKeys.Count == 0
        ? secret.Data
        : secret.Data.Where(entry => secret.Metadata.OwnedKeys.Contains(entry.Key)).ToDictionary();

    /// <summary>
    /// With a changed manifest only what was asked for counts: labels and annotations are written anew, with the same content. Who asks
    /// for a sync, or has changed what templates see, gets a new one.
    /// </summary>
    private static bool MayKeep(HeldCase @case) => @case.On.Reason switch
    {
        SyncReason.ForceSync or SyncReason.InputsChanged or SyncReason.Replacement => false,
        SyncReason.SpecChanged =>
            IsJournalled(@case) && @case.On.State.Snapshot.Certificate?.Asked == @case.Source.Asked(@case.On.Resource),
        _ => true,
    };

    private static SourceVersion? Candidate(HeldCase @case)
    {
        var (state, held) = (@case.On.State, @case.Held);
        if (IsJournalled(@case))
        {
            return @case.Source.Journalled(state.Snapshot);
        }

        if (held is not { Fits: true } || !(IsStamped(@case) || IsOfLostKey(@case, held) || IsLeft(@case, held)))
        {
            return null;
        }

        var journalled = @case.Source.Journalled(state.Snapshot);
        return journalled?.Id == held.Version.Id ? journalled : held.Version;
    }

    /// <summary>The very content of the journal.</summary>
    private static bool IsJournalled(HeldCase @case) =>
        @case.On.State.HasSynced && @case.On.State.IsComparable(@case.On.Digests.KeyId)
        && @case.On.State.Snapshot.ContentDigest == @case.On.Digests.Content;

    /// <summary>Written by us, whole and unaltered, whatever the journal says.</summary>
    private static bool IsStamped(HeldCase @case) =>
        @case.Secret.Metadata.Annotations.GetValueOrDefault(SecretAnnotations.Digest) == @case.On.Digests.Content
        && @case.Secret.Metadata.Annotations.GetValueOrDefault(SecretAnnotations.Source) == Ownership.SourceOf(@case.On.Resource);

    /// <summary>The operator's key was made anew: digests tell nothing, but the Secret holds what the journal names.</summary>
    private static bool IsOfLostKey(HeldCase @case, HeldSource held) =>
        @case.On.State.HasSynced && !@case.On.State.IsComparable(@case.On.Digests.KeyId)
        && @case.Source.Journalled(@case.On.State.Snapshot)?.Id == held.Version.Id
        && @case.On.State.Snapshot.SecretKeys == @case.On.Digests.Keys;

    /// <summary>Left by another operator: its status names it, or there is no status and the Secret is marked as made for us.</summary>
    private static bool IsLeft(HeldCase @case, HeldSource held)
    {
        var (on, left) = (@case.On, @case.Source.LeftInStatus(@case.On.Resource));
        return !on.State.HasSynced && (left is not null
            ? left == held.Version.Id
            : Ownership.Of(@case.Secret.Metadata, on.Resource, on.State.Snapshot) == Belongs.Ours);
    }

    /// <summary>Its finalizer tells it, whatever became of its status: there is a Secret, though no feed may have shown it yet.</summary>
    private static bool IsLeftByTheReference(ISecretResource resource) =>
        ReferenceFinalizers.Of(resource.ResourceKind) is { } finalizer && resource.Metadata.Finalizers?.Contains(finalizer) == true;

    private static bool HoldsSame(SecretContent one, SecretContent other) =>
        one.Metadata.Uid == other.Metadata.Uid && one.Data.Count == other.Data.Count
        && one.Data.All(entry => other.Data.TryGetValue(entry.Key, out var value) && value.Span.SequenceEqual(entry.Value.Span));
}
