using Coffer.Contracts.Resources;
using Coffer.Domain.Limits;

namespace Coffer.Domain.StaticSecrets;

/// <summary>When and why to sync next.</summary>
/// <param name="Reason">Why; <see cref="SyncReason.None"/> for never.</param>
/// <param name="At">When.</param>
public sealed record Due(SyncReason Reason, DateTimeOffset At)
{
    /// <summary>Nothing is ever due.</summary>
    public static readonly Due Never = new(SyncReason.None, DateTimeOffset.MaxValue);

    /// <summary>True when somebody waits for the first Secret or for a change that he made himself: these go before refreshes.</summary>
    public bool IsUrgent => Reason is SyncReason.InitialSync or SyncReason.SpecChanged or SyncReason.ForceSync or SyncReason.Replacement
        or SyncReason.InexistentDestination or SyncReason.SecretDataDrift;
}

/// <summary>Why a VaultStaticSecret is synced: an ordered list of named rules, the first that holds wins.</summary>
public sealed class SyncRules(StaticSecretOptions options)
{
    /// <summary>The feed of Secrets shows an existing Secret within seconds of an activation.</summary>
    private static readonly TimeSpan LookAfter = TimeSpan.FromSeconds(30);

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
    public Due Next(VaultStaticSecret resource, StaticSecretState state, Situation situation, DateTimeOffset now)
    {
        var @case = new Case(resource, state, situation, options);
        var reason = Array.Find(Rules, rule => rule.Holds(@case)).Reason;
        if (situation.Retry is { IsFirm: true } held)
        {
            return new Due(reason == SyncReason.None ? SyncReason.Retry : reason, held.At);
        }

        if (Repairs.IsRepair(reason) && situation.Repairs is { } repairs && repairs.NextAt() > now)
        {
            return Sooner(new Due(reason, repairs.NextAt()), situation.Retry is { } failed ? new Due(SyncReason.Retry, failed.At) : Refresh(resource, state, situation, now));
        }

        if (situation.Retry is { } retry)
        {
            return new Due(reason == SyncReason.None ? SyncReason.Retry : reason, retry.At);
        }

        return reason != SyncReason.None ? new Due(reason, now) : Refresh(resource, state, situation, now);
    }

    /// <summary>When to look at the Secret itself: once where no feed has shown it, and again in each slot of the refreshes where there is no feed to show it.</summary>
    public DateTimeOffset NextLook(VaultStaticSecret resource, StaticSecretState state, Situation situation, DateTimeOffset now)
    {
        if (!state.HasSynced || !KubeNames.IsObject(resource.Spec.Destination.Name))
        {
            return DateTimeOffset.MaxValue;
        }

        if (situation.Secret is null)
        {
            return (situation.Since ?? now) + LookAfter;
        }

        return !options.WatchesSecrets && SyncPlan.Period(resource.Spec, options) is { } period
            ? Schedule.NextSlot(resource.Metadata.Uid, period, situation.LookedAt ?? situation.Since ?? now)
            : DateTimeOffset.MaxValue;
    }

    /// <summary>True when the generation is new but nothing that the content follows has changed: then it is noted and nothing is read.</summary>
    public bool OnlyToNote(VaultStaticSecret resource, StaticSecretState state) =>
        state.HasSynced && resource.Metadata.Generation != state.NotedGeneration && !SpecChanged(new Case(resource, state, null, options));

    private Due Refresh(VaultStaticSecret resource, StaticSecretState state, Situation situation, DateTimeOffset now)
    {
        if (SyncPlan.Period(resource.Spec, options) is not { } period)
        {
            return Due.Never;
        }

        var stored = state.Snapshot.LastSyncTime is { } time && time - now < ClockSkew ? time : (DateTimeOffset?)null;
        var read = situation.LastRead ?? Later(situation.ServedUntil, stored);
        return new Due(SyncReason.Refresh, Schedule.NextSlot(resource.Metadata.Uid, period, read));
    }

    private static Due Sooner(Due one, Due other) => other.At < one.At ? other : one;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;

    private static bool NeverSynced(Case on) => !on.State.HasSynced;

    private static bool ReplacementUnfinished(Case on) => on.State.Snapshot.Replacing is not null;

    private static bool SpecChanged(Case on) =>
        on.Resource.Metadata.Generation != on.State.Snapshot.SyncedGeneration
        && (!Inputs.IsOfSpec(on.State.Snapshot.Inputs, SyncPlan.Hash(on.Resource.Spec, on.Options)) || IsFlawedAnew(on));

    /// <summary>What the content does not follow (targets of rollouts) may be wrong all the same, and is told at once.</summary>
    private static bool IsFlawedAnew(Case on) =>
        on.Resource.Metadata.Generation != on.State.NotedGeneration && SyncPlan.Flaws(on.Resource, on.Options).Count > 0;

    private static bool ForceSyncAsked(Case on) =>
        SyncPlan.ForceSync(on.Resource) is { Length: > 0 } value && value != on.State.Snapshot.ForceSync;

    /// <summary>Templates see annotations and labels, which are no part of the spec.</summary>
    private static bool InputsChanged(Case on) =>
        on.Situation is { InputsChanged: true } || SyncPlan.HashMetadata(on.Resource) is { Length: > 0 } hash && !Inputs.HaveMetadata(on.State.Snapshot.Inputs, hash);

    private static bool SecretMissing(Case on) => on.Situation?.Secret is { Missing: true };

    private static bool StampDiffers(Case on) =>
        on.Situation?.Unsettled(on.State) is { Stamp: { } stamp } secret
        && (stamp != on.State.Snapshot.ContentDigest || secret.Uid != on.State.Snapshot.SecretUid);

    /// <summary>
    /// A key that somebody changed or removed is no longer in our Apply entry. Keys that others added beside ours are theirs; where the number of ours is not known (a journal of an earlier release), they count.
    /// </summary>
    private static bool SecretChanged(Case on) => IsLeftAlone(on)
        || on.Situation?.Unsettled(on.State) is { } secret
        && (secret.Stamp is null || secret.Tampered || ((on.Situation.OwnKeys ?? on.State.Snapshot.SecretKeys) is { } own ? secret.OwnKeys != own : secret.HasOthers || secret.OwnKeys == 0));

    /// <summary>However old the sighting is: a Secret without its owner stays behind when the resource goes.</summary>
    private static bool IsLeftAlone(Case on) =>
        on.Resource.Spec.Destination.Create && on.Situation?.Secret is { Missing: false, Owner: { } owner } && owner != on.Resource.Metadata.Uid;

    /// <summary>The wait after a failure dies with its activation, and a changed manifest ends it.</summary>
    private static bool FailedBefore(Case on) => on.State.Problem is not null;

    private sealed record Case(VaultStaticSecret Resource, StaticSecretState State, Situation? Situation, StaticSecretOptions Options);
}
