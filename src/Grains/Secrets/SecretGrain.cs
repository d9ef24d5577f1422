using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;
using Coffer.Domain.Timing;
using Coffer.Grains.Actors;
using Coffer.Grains.Observability;

namespace Coffer.Grains.Secrets;

/// <summary>
/// One secret of whatever kind: hears facts, asks <see cref="SecretDecider"/> what to do next, has <see cref="SecretRunner"/> do it, and
/// appends what follows from what came of it. Decides nothing.
/// </summary>
internal abstract class SecretGrain<TResource>(ActorServices services, SecretKind<TResource> kind)
    : EventSourcedGrain<TResource, SecretState, SecretEvent>(services, kind.Kind, kind.Status), ISecretGrain, ISyncStatus
    where TResource : class, ISecretResource
{
    /// <summary>More steps than any turn needs: a turn that takes more is a loop, and goes on a second later.</summary>
    private const int MaxSteps = 8;

    private const string HandOverKey = "coffer.memory";

    private static readonly TimeSpan AfterLoop = TimeSpan.FromSeconds(1);

    /// <summary>What a turn that has used up its time has left to say so.</summary>
    private static readonly TimeSpan ToTell = TimeSpan.FromSeconds(10);

    private SecretMemory _memory = SecretMemory.Initial;

    /// <summary>The object that is gone and whose Secret is to be emptied; null for none.</summary>
    private TResource? _toEmpty;

    /// <summary>This turn has a place for a sync.</summary>
    private bool _isAdmitted;

    SyncStatus? ISyncStatus.SyncStatus(DateTimeOffset now) =>
        Resource is { } resource ? kind.Standing(resource, State, _memory, now) : null;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        Services.Observability.Secrets.Join(this);
        if (this is IValidity validity)
        {
            Services.Observability.Validities.Join(validity);
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Services.Observability.Secrets.Leave(this);
        if (this is IValidity validity)
        {
            Services.Observability.Validities.Leave(validity);
        }

        return LeaveAsync(base.OnDeactivateAsync(reason, cancellationToken));
    }

    public override void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        base.OnDehydrate(dehydrationContext);
        dehydrationContext.TryAddValue(HandOverKey, SecretHandOver.Write(_memory));
    }

    public override void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        base.OnRehydrate(rehydrationContext);
        _memory = HandOver.Read(rehydrationContext, HandOverKey, SecretHandOver.Read) ?? _memory;
    }

    public Task SecretSeen(SecretSighting sighting) => SecretSeenIn(sighting, epoch: 0);

    public Task SecretSeenIn(SecretSighting sighting, long epoch)
    {
        if (epoch < _memory.SecretEpoch)
        {
            Services.Marks.Overtook(ResourceKinds.Secret, sighting.Key.Namespace, _memory.SecretEpoch);
            return Task.CompletedTask;
        }

        Services.Marks.Begin(ResourceKinds.Secret, epoch);
        Hear(new SecretOutcome.SecretsDoubted(epoch));
        // At start the feed of Secrets may be ahead of that of resources: dropping what it shows would cost a GET each later.
        if (Resource is null || sighting.Key.Name == Resource.Destination.Name)
        {
            Services.Marks.Saw(ResourceKinds.Secret, sighting.ResourceVersion);
            Hear(new SecretOutcome.SecretSeen(sighting));
            Wake();
        }

        return Task.CompletedTask;
    }

    public Task DependencyChanged(TimeSpan spread)
    {
        kind.Dependencies.Forget(Resource);
        var at = Now + BackOff.Share(spread, BackOff.Seed(this.GetPrimaryKeyString()));
        Hear(new SecretOutcome.DependencyChanged(at));
        WakeAt(at);
        return Task.CompletedTask;
    }

    public Task RestartReported(RestartReport report)
    {
        Hear(new SecretOutcome.RestartReported(report));
        WakeAt(Now + SecretKind<TResource>.ReportGathering);
        return Task.CompletedTask;
    }

    /// <summary>The turn under way may still ask for what is left.</summary>
    private async Task LeaveAsync(Task turn)
    {
        await turn;
        kind.Dependencies.Leave(Resource);
    }

    protected override void OnReplaced(TResource? before, SecretState state)
    {
        kind.Dependencies.Replaced(before, Resource!);
        Hear(new SecretOutcome.Observed(before, state));
    }

    protected override void OnRewound(TResource before, SecretState state)
    {
        kind.Dependencies.Forget(Resource);
        kind.Dependencies.Leave(before, Resource);
        Hear(new SecretOutcome.Rewound(before, state));
    }

    protected override void OnForgotten(TResource? before)
    {
        kind.Dependencies.Leave(before);
        if (before is not null && Finalizing.LeavesSecretToEmpty(before, _memory))
        {
            _toEmpty = before;
            Wake();
        }

        Hear(new SecretOutcome.Forgotten());
    }

    protected override void OnStored(IReadOnlyList<SecretEvent> events) => kind.Announcer.Announce(Resource!, events);

    protected override async ValueTask<IDisposable?> AdmitAsync(CancellationToken cancellation)
    {
        _isAdmitted = false;
        if (Resource is not { } resource)
        {
            return null;
        }

        kind.Dependencies.Watch(resource);
        if (Next(resource) is SecretStep.Begin begin)
        {
            await CarryOutAsync(resource, begin, cancellation);
        }

        if (Resource is null || Next(Resource) is not SecretStep.Sync sync)
        {
            return null;
        }

        var place = await kind.EnterAsync(resource, sync.Due, cancellation);
        _isAdmitted = true;
        return place;
    }

    protected override async Task<DateTimeOffset> WorkAsync(CancellationToken cancellation)
    {
        if (_toEmpty is { } gone)
        {
            _toEmpty = null;
            await kind.Runner.EmptyAsync(gone, cancellation);
        }

        for (var count = 0; count < MaxSteps && Resource is { } resource; count++)
        {
            var step = Next(resource);
            if (step is SecretStep.Wait wait)
            {
                return wait.Until;
            }

            if (step is SecretStep.Sync && !_isAdmitted)
            {
                // What came before, a look at the inputs for one, has shown that a sync is due: it takes its place among the
                // others in the next turn.
                return Now;
            }

            await CarryOutAsync(resource, step, cancellation);
        }

        return Resource is null ? DateTimeOffset.MaxValue : Now + AfterLoop;
    }

    private SecretStep Next(TResource resource) => kind.Decider.Next(resource, State, _memory, Now);

    private async Task CarryOutAsync(TResource resource, SecretStep step, CancellationToken cancellation)
    {
        var outcome = await RunAsync(resource, step, cancellation);
        using var rest = new CancellationTokenSource(ToTell, Services.Time);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Services.Lifetime.Stopping, rest.Token);
        if (Resource?.Metadata.Uid == resource.Metadata.Uid)
        {
            await TakeAsync(outcome, cancellation.IsCancellationRequested ? late.Token : cancellation);
        }
    }

    /// <summary>A step works with what was there when it began, and asks for it once more when that is gone already.</summary>
    private async Task<SecretOutcome> RunAsync(TResource resource, SecretStep step, CancellationToken cancellation)
    {
        try
        {
            return await kind.Runner.RunAsync(step, resource, State, _memory, GrainFactory, cancellation);
        }
        finally
        {
            if (!ReferenceEquals(resource, Resource))
            {
                kind.Dependencies.Leave(resource, Resource);
            }
        }
    }

    /// <summary>Of what tells no event.</summary>
    private void Hear(SecretOutcome outcome) => _memory = kind.Decider.Decide(Resource, State, _memory, outcome, Now).Memory;

    /// <summary>Appends what follows, and remembers the rest once that is stored: as much has to be decided anew if it is not.</summary>
    private async Task TakeAsync(SecretOutcome outcome, CancellationToken cancellation)
    {
        var (basis, told, begun) = (Resource, State, _memory);
        var result = await TransactAsync(Decide, cancellation);
        if (result is not Appended.Stored { FieldsLost: var lost })
        {
            kind.Announcer.Report(Kind, Key, result);
            if (WhyNot(result) is { } failure)
            {
                Hear(new SecretOutcome.NotStored(failure, begun));
            }

            return;
        }

        _memory = kind.Decider.Decide(basis, told, _memory, outcome, Now).Memory;
        if (outcome is not SecretOutcome.Stored)
        {
            await TakeAsync(new SecretOutcome.Stored(lost), cancellation);
        }

        IReadOnlyList<SecretEvent> Decide(TResource resource, SecretState state)
        {
            (basis, told) = (resource, state);
            return kind.Decider.Decide(resource, state, _memory, outcome, Now).Events;
        }
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
