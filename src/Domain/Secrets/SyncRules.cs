using Coffer.Contracts.Resources;
using Coffer.Domain.Limits;

namespace Coffer.Domain.Secrets;

/// <summary>Why a secret is synced: an ordered list of named rules, the first that holds wins.</summary>
public sealed class SyncRules(SecretPlanner planner)
{
    /// <summary>The feed of Secrets shows an existing Secret within seconds of an activation.</summary>
    private static readonly TimeSpan LookAfter = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookAtIssued = TimeSpan.FromMinutes(5);

    /// <summary>A stored time further ahead than clocks differ is nobody's sync: it would hold refreshes up until it has come.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private static readonly (SyncReason Reason, Func<Case, bool> Holds)[] Rules =
    [
        (SyncReason.InitialSync, NeverSynced),
        (SyncReason.Replacement, ReplacementUnfinished),
        (SyncReason.SpecChanged, SpecChanged),
        (SyncReason.ForceSync, ForceSyncAsked),
        (SyncReason.InexistentDestination, SecretMissing),
        (SyncReason.StampDiffers, StampDiffers),
        (SyncReason.SecretDataDrift, SecretChanged),
        (SyncReason.InputsChanged, InputsChanged),
        (SyncReason.Retry, FailedBefore),
    ];

    /// <summary>The next sync.</summary>
    public Due Next(ISecretResource resource, SecretState state, SecretMemory memory, DateTimeOffset now)
    {
        var @case = new Case(resource, state, memory, planner);
        var reason = Array.Find(Rules, rule => rule.Holds(@case)).Reason;
        if (memory.Retry is { IsFirm: true } held)
        {
            return new Due(reason == SyncReason.None ? SyncReason.Retry : reason, held.At);
        }

        if (Repairs.IsRepair(reason) && memory.Repairs is { } repairs && repairs.NextAt() > now)
        {
            return Sooner(new Due(reason, repairs.NextAt()),
                memory.Retry is { } failed ? new Due(SyncReason.Retry, failed.At) : Refresh(resource, state, memory, now));
        }

        if (memory.Retry is { } retry)
        {
            return new Due(reason == SyncReason.None ? SyncReason.Retry : reason, retry.At);
        }

        return reason != SyncReason.None ? new Due(reason, now) : Refresh(resource, state, memory, now);
    }

    /// <summary>
    /// When to look at the Secret itself: once where no feed has shown it, and again in each slot of the refreshes where
    /// there is no feed to show it.
    /// </summary>
    public DateTimeOffset NextLook(ISecretResource resource, SecretState state, SecretMemory memory, DateTimeOffset now)
    {
        if (!state.HasSynced || !KubeNames.IsObject(resource.Destination.Name))
        {
            return DateTimeOffset.MaxValue;
        }

        if (memory.Secret is null)
        {
            return (memory.Since ?? now) + LookAfter;
        }

        return !planner.Options.WatchesSecrets && (planner.Period(resource) ?? IssuedLooks()) is { } period
            ? Schedule.NextSlot(resource.Metadata.Uid, period, memory.LookedAt ?? memory.Since ?? now)
            : DateTimeOffset.MaxValue;
    }

    /// <summary>Where nothing is read in a rhythm, the Secret has one of its own to be looked at.</summary>
    private TimeSpan? IssuedLooks() => planner.Issuing is null ? null : LookAtIssued;

    /// <summary>
    /// True when the generation is new but nothing that the content follows has changed: then it is noted and nothing is read.
    /// </summary>
    public bool OnlyToNote(ISecretResource resource, SecretState state) =>
        state.HasSynced && resource.Metadata.Generation != state.NotedGeneration && !SpecChanged(new Case(resource, state, null, planner));

    private Due Refresh(ISecretResource resource, SecretState state, SecretMemory memory, DateTimeOffset now)
    {
        var own = planner.Source.Due(resource, state, now);
        if (planner.Period(resource) is not { } period)
        {
            return own;
        }

        var stored = state.Snapshot.LastSyncTime is { } time && time - now < ClockSkew ? time : (DateTimeOffset?)null;
        var read = memory.LastRead ?? Later(memory.ServedUntil, stored);
        return Sooner(new Due(SyncReason.Refresh, Schedule.NextSlot(resource.Metadata.Uid, period, read)), own);
    }

    private static Due Sooner(Due one, Due other) => other.At < one.At ? other : one;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;

    private static bool NeverSynced(Case on) => !on.State.HasSynced;

    private static bool ReplacementUnfinished(Case on) => on.State.Snapshot.Replacing is not null;

    private static bool SpecChanged(Case on) =>
        on.Resource.Metadata.Generation != on.State.Snapshot.SyncedGeneration
        && (SecretInputs.Parse(on.State.Snapshot.Inputs).SpecHash != on.Planner.Hash(on.Resource) || IsFlawedAnew(on));

    /// <summary>What the content does not follow (targets of rollouts) may be wrong all the same, and is told at once.</summary>
    private static bool IsFlawedAnew(Case on) =>
        on.Resource.Metadata.Generation != on.State.NotedGeneration && on.Planner.Flaws(on.Resource).Count > 0;

    private static bool ForceSyncAsked(Case on) =>
        SecretSpec.ForceSync(on.Resource) is { Length: > 0 } value && value != on.State.Snapshot.ForceSync;

    /// <summary>Templates see annotations and labels, which are no part of the spec.</summary>
    private static bool InputsChanged(Case on) =>
        on.Memory is { InputsChanged: true }
        || SecretSpec.HashMetadata(on.Resource) is { Length: > 0 } hash
            && hash != SecretInputs.Parse(on.State.Snapshot.Inputs).MetadataHash;

    private static bool SecretMissing(Case on) => on.Memory?.Secret is { Missing: true };

    private static bool StampDiffers(Case on) =>
        on.Memory?.Unsettled(on.State) is { Stamp: { } stamp } secret
        && (stamp != on.State.Snapshot.ContentDigest || secret.Uid != on.State.Snapshot.SecretUid);

    /// <summary>
    /// A key that somebody changed or removed is no longer in our Apply entry. Keys that others added beside ours are theirs; where the
    /// number of ours is not known (a journal of an earlier release), they count.
    /// </summary>
    private static bool SecretChanged(Case on) => IsLeftAlone(on)
        || on.Memory?.Unsettled(on.State) is { } secret
        && (secret.Stamp is null || secret.Tampered || ((on.Memory.OwnKeys ?? on.State.Snapshot.SecretKeys) is { } own
            ? secret.OwnKeys != own
            : secret.HasOthers || secret.OwnKeys == 0));

    /// <summary>However old the sighting is: a Secret without its owner stays behind when the resource goes.</summary>
    private static bool IsLeftAlone(Case on) =>
        on.Resource.Destination.Create && on.Memory?.Secret is { Missing: false, Owner: { } owner } && owner != on.Resource.Metadata.Uid;

    /// <summary>The wait after a failure dies with its activation, and a changed manifest ends it.</summary>
    private static bool FailedBefore(Case on) => on.State.Problem is not null;

    private sealed record Case(ISecretResource Resource, SecretState State, SecretMemory? Memory, SecretPlanner Planner);
}
