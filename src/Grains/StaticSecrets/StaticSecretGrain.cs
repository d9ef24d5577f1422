using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths.Sessions;
using Coffer.Domain.StaticSecrets;
using Coffer.Grains.Actors;
using Coffer.Grains.Placement;
using Coffer.Grains.Seeing;

namespace Coffer.Grains.StaticSecrets;

/// <summary>One VaultStaticSecret: hears facts, asks <see cref="StaticSecretSteps"/> what to do next, has <see cref="StaticSecretEffects"/> do it, and appends what came of it.</summary>
[KeepAlive, OwnerPlacement]
internal sealed class StaticSecretGrain(ActorServices services, StaticSecretEffects effects)
    : EventSourcedGrain<VaultStaticSecret, StaticSecretState, StaticSecretEvent>(services, ResourceKinds.VaultStaticSecret, effects.Aggregate), IStaticSecretGrain, IStanding
{
    /// <summary>More steps than any turn needs: a turn that takes more is a loop, and goes on a second later.</summary>
    private const int MaxSteps = 8;

    private const string HandOverKey = "coffer.situation";

    private static readonly TimeSpan AfterLoop = TimeSpan.FromSeconds(1);

    /// <summary>What a turn that has used up its time has left to say so.</summary>
    private static readonly TimeSpan ToTell = TimeSpan.FromSeconds(10);

    private Situation _situation = Situation.Initial;

    /// <summary>This turn has a place for a sync.</summary>
    private bool _isAdmitted;

    /// <summary>Spreads the waits of many.</summary>
    private uint Seed => BackOff.Seed(this.GetPrimaryKeyString());

    Standing? IStanding.Stand(DateTimeOffset now) => Resource is { } resource ? Standing.Of(resource, State, _situation, effects.Options, now) : null;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        Services.Seen.Secrets.Join(this);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Services.Seen.Secrets.Leave(this);
        return LeaveAsync(base.OnDeactivateAsync(reason, cancellationToken));
    }

    public override void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        base.OnDehydrate(dehydrationContext);
        dehydrationContext.TryAddValue(HandOverKey, SituationHandOver.Write(_situation));
    }

    public override void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        base.OnRehydrate(rehydrationContext);
        _situation = HandOver.Read(rehydrationContext, HandOverKey, SituationHandOver.Read) ?? _situation;
    }

    public Task SecretSeen(SecretSighting sighting) => SecretSeenIn(sighting, epoch: 0);

    public Task SecretSeenIn(SecretSighting sighting, long epoch)
    {
        if (epoch < _situation.SecretEpoch)
        {
            Services.Marks.Overtook(ResourceKinds.Secret, sighting.Key.Namespace, _situation.SecretEpoch);
            return Task.CompletedTask;
        }

        Services.Marks.Begin(ResourceKinds.Secret, epoch);
        _situation = _situation.InSecretEpoch(epoch);
        // At start the feed of Secrets may be ahead of that of resources: dropping what it shows would cost a GET each later.
        if (Resource is null || sighting.Key.Name == Resource.Spec.Destination.Name)
        {
            Services.Marks.Saw(ResourceKinds.Secret, sighting.ResourceVersion);
            _situation = _situation.Saw(sighting, Resource, Now);
            Wake();
        }

        return Task.CompletedTask;
    }

    public Task Nudge(TimeSpan spread)
    {
        effects.Forget(Resource);
        var at = Now + BackOff.Share(spread, Seed);
        _situation = _situation.Nudged(at);
        WakeAt(at);
        return Task.CompletedTask;
    }

    public Task RestartReported(RestartReport report)
    {
        _situation = _situation.Reported(report);
        WakeAt(Now + effects.ReportGathering);
        return Task.CompletedTask;
    }

    /// <summary>The turn under way may still ask for what is left.</summary>
    private async Task LeaveAsync(Task turn)
    {
        await turn;
        effects.Leave(Resource);
    }

    protected override void OnReplaced(VaultStaticSecret? before, StaticSecretState state)
    {
        effects.Heed(before, Resource!);
        effects.Leave(before, Resource);
        _situation = _situation.Observed(before, Resource!, state, State, Now);
    }

    protected override void OnRewound(VaultStaticSecret before, StaticSecretState state)
    {
        effects.Forget(Resource);
        effects.Leave(before, Resource);
        _situation = _situation.Rewound(before, Resource!, state, State, Now);
    }

    protected override void OnForgotten(VaultStaticSecret? before)
    {
        effects.Leave(before);
        _situation = Situation.Initial with { SecretEpoch = _situation.SecretEpoch };
    }

    protected override void OnStored(IReadOnlyList<StaticSecretEvent> events) => effects.Announce(Resource!, events);

    protected override async ValueTask<IDisposable?> AdmitAsync(CancellationToken cancellation)
    {
        _isAdmitted = false;
        if (Resource is not { } resource)
        {
            return null;
        }

        var begun = await effects.BeginAsync(resource, State, _situation, cancellation);
        LeaveFormer(resource);
        _situation = _situation.HasBegun ? _situation : _situation with { Since = begun.Since, ServedUntil = begun.ServedUntil, InputsChanged = _situation.InputsChanged || begun.InputsChanged };
        if (effects.Next(resource, State, _situation, Now) is not StaticSecretStep.Sync sync)
        {
            return null;
        }

        var place = await effects.EnterAsync(resource, sync.Due, cancellation);
        _isAdmitted = true;
        return place;
    }

    protected override async Task<DateTimeOffset> WorkAsync(CancellationToken cancellation)
    {
        for (var count = 0; count < MaxSteps && Resource is { } resource; count++)
        {
            var step = effects.Next(resource, State, _situation, Now);
            if (step is StaticSecretStep.Wait wait)
            {
                return wait.Until;
            }

            if (step is StaticSecretStep.Sync && !_isAdmitted)
            {
                // What came before, a look at the inputs for one, has shown that a sync is due: it takes its place among the others in the next turn.
                return Now;
            }

            await CarryOutAsync(resource, step, cancellation);
        }

        return Resource is null ? DateTimeOffset.MaxValue : Now + AfterLoop;
    }

    /// <summary>A step works with what was there when it began, and asks for it once more when that is gone already.</summary>
    private async Task CarryOutAsync(VaultStaticSecret resource, StaticSecretStep step, CancellationToken cancellation)
    {
        try
        {
            await StepAsync(resource, step, cancellation);
        }
        finally
        {
            LeaveFormer(resource);
        }
    }

    private void LeaveFormer(VaultStaticSecret begun)
    {
        if (!ReferenceEquals(begun.Spec, Resource?.Spec))
        {
            effects.Leave(begun, Resource);
        }
    }

    private Task StepAsync(VaultStaticSecret resource, StaticSecretStep step, CancellationToken cancellation) => step switch
    {
        StaticSecretStep.Sync sync => SyncAsync(resource, sync.Due, cancellation),
        StaticSecretStep.Note => AppendAsync(effects.OnNote, cancellation),
        StaticSecretStep.StartContest => AppendAsync((now, state) => StaticSecretDecider.OnContested(now, state, _situation, Now), cancellation),
        StaticSecretStep.EndContest => EndContestAsync(cancellation),
        StaticSecretStep.NoteDispute => AppendAsync((now, state) => StaticSecretDecider.OnDispute(now, state, _situation, Now), cancellation),
        StaticSecretStep.SettleRestarts => SettleAsync(cancellation),
        StaticSecretStep.Prune prune => PruneAsync(resource, prune.Name, cancellation),
        _ => TakeNoteAsync(effects.RunAsync(resource, State, _situation, step, GrainFactory, cancellation)),
    };

    private async Task TakeNoteAsync(Task<Func<Situation, Situation>> effect)
    {
        var begun = _situation;
        var change = await effect;
        _situation = change(_situation).StillNudged(begun, _situation);
    }

    private async Task SyncAsync(VaultStaticSecret resource, Due due, CancellationToken cancellation)
    {
        var begun = _situation;
        var fact = await effects.SyncAsync(resource, State, _situation, due.Reason, cancellation);
        Services.Seen.Metrics.Synced(due.Reason, fact);
        using var rest = new CancellationTokenSource(ToTell, Services.Time);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Services.Lifetime.Stopping, rest.Token);
        if (Resource?.Metadata.Uid == resource.Metadata.Uid && await AppendAsync((now, state) => StaticSecretDecider.OnSync(now, state, fact), cancellation.IsCancellationRequested ? late.Token : cancellation))
        {
            _situation = _situation.After(fact, begun, Now, Seed);
        }
    }

    private async Task EndContestAsync(CancellationToken cancellation)
    {
        if (await AppendAsync((now, state) => StaticSecretDecider.OnQuiet(now, state, _situation.OverwrittenAt, Now), cancellation))
        {
            _situation = _situation.Uncontested();
        }
    }

    private async Task SettleAsync(CancellationToken cancellation)
    {
        var reports = _situation.Reports;
        if (await AppendAsync((_, state) => StaticSecretDecider.OnReports(state, reports), cancellation))
        {
            _situation = _situation.Settled(reports);
        }
    }

    private async Task PruneAsync(VaultStaticSecret resource, string name, CancellationToken cancellation)
    {
        var failure = await effects.PruneAsync(resource, name, cancellation);
        _situation = failure is null ? _situation.Pruned() : _situation.NotPruned(failure, Now, Seed);
        if (failure is null)
        {
            await AppendAsync((_, state) => StaticSecretDecider.OnPruned(state, name), cancellation);
        }
    }

    private async Task<bool> AppendAsync(
        Func<VaultStaticSecret, StaticSecretState, IReadOnlyList<StaticSecretEvent>> decide, CancellationToken cancellation)
    {
        var begun = _situation;
        var result = await TransactAsync(decide, cancellation);
        if (result is Appended.Stored stored)
        {
            if (StaticSecretDecider.OnStored(State, stored.FieldsLost).Count > 0)
            {
                await TransactAsync((_, state) => StaticSecretDecider.OnStored(state, stored.FieldsLost), cancellation);
            }

            _situation = _situation.Stored();
            return true;
        }

        effects.Report(this.GetPrimaryKeyString(), result);
        if (Resource is { } resource && WhyNot(result) is { } failure)
        {
            _situation = _situation.NotStored(failure, SyncPlan.Period(resource.Spec, effects.Options), Now, Seed).StillEdited(begun);
        }

        return false;
    }

    /// <summary>Null when the resource is gone: another one of its name has nothing to wait for.</summary>
    private static Failure? WhyNot(Appended result) => result switch
    {
        Appended.Rejected rejected => rejected.Failure,
        Appended.Unavailable unavailable => unavailable.Failure,
        Appended.Conflict => new Failure(FailureKind.Conflict, "somebody else changes the resource all the time"),
        _ => null,
    };
}
