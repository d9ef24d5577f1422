using System.Text.Json;
using System.Text.Json.Serialization;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;

namespace Coffer.Grains.Actors;

/// <summary>
/// An actor whose state is what its events add up to, kept in the status of its custom resource. Appending is a compare-and-set on the
/// resourceVersion: after a conflict the resource is loaded and the decision is made again, never repeated blindly; the state changes only
/// when the append is stored.
/// </summary>
internal abstract class EventSourcedGrain<TResource, TState, TEvent>(
    ActorServices services, ResourceKind kind, IAggregate<TResource, TState, TEvent> aggregate)
    : Actor(services), IGrainMigrationParticipant
    where TResource : class, IResource
    where TState : notnull
    where TEvent : notnull
{
    private const int MaxDecisions = 5;
    private const string HandOverKey = "coffer.resource";
    private const string EpochKey = "coffer.epoch";
    private const string DoubtKey = "coffer.doubt";

    /// <summary>Whoever depends on what is gone has asked for it by then.</summary>
    private static readonly TimeSpan AfterDeletion = TimeSpan.FromMinutes(1);

    /// <summary>Made when there is a finalizer to take away: most actors never see one.</summary>
    private LeftFinalizer? _left;

    /// <summary>
    /// The newest deletion heard of. What was read or stored before it may arrive after it, and must not bring the object back.
    /// </summary>
    private (string Uid, string Version)? _deletion;

    /// <summary>When the API server was last found to tell another past than before, in Unix milliseconds; 0 for never.</summary>
    private long _epoch;

    /// <summary>What is held was seen in another past: the next object that comes replaces it.</summary>
    private bool _doubted;

    /// <summary>
    /// The API server dropped some of the last append: it holds less than this activation does, until its definitions are completed.
    /// </summary>
    private bool _fieldsLost;

    /// <summary>The resource with the newest version seen; null before the first observation and after its deletion.</summary>
    protected TResource? Resource { get; private set; }

    /// <summary>What the stored events add up to.</summary>
    protected TState State { get; private set; } = aggregate.Initial;

    protected ObjectKey Key => ObjectKey.Parse(this.GetPrimaryKeyString());

    protected ResourceKind Kind => kind;

    /// <summary>How the resource is written; a kind that is not of this operator has a context of its own.</summary>
    protected virtual JsonSerializerContext Json => ResourceJson.Default;

    protected override bool IsSpent => Resource is null;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        if (Resource is not null)
        {
            Wake();
        }
    }

    /// <summary>
    /// Takes the object along, status and journal in it, unless the API server holds less of it; JSON, so that two
    /// releases understand each other.
    /// </summary>
    public virtual void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        if (Resource is { } resource && !_fieldsLost)
        {
            dehydrationContext.TryAddValue(HandOverKey, JsonSerializer.SerializeToUtf8Bytes(resource, typeof(TResource), Json));
        }

        dehydrationContext.TryAddValue(EpochKey, _epoch);
        dehydrationContext.TryAddValue(DoubtKey, _doubted);
    }

    /// <summary>Takes over what the last activation held; what can't be read comes from the feed instead.</summary>
    public virtual void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (HandOver.Read(
            rehydrationContext, HandOverKey, json => JsonSerializer.Deserialize(json, typeof(TResource), Json)) is TResource resource)
        {
            Take(resource, aggregate.Read(resource));
        }

        _epoch = rehydrationContext.TryGetValue<long>(EpochKey, out var epoch) ? epoch : _epoch;
        _doubted = Resource is not null && rehydrationContext.TryGetValue<bool>(DoubtKey, out var doubted) && doubted;
    }

    public Task<bool> NeedsObject(string uid, string resourceVersion) => Task.FromResult(
        Resource is null || _doubted || Resource.Metadata.Uid != uid
        || ResourceVersions.IsNewer(resourceVersion, Resource.Metadata.ResourceVersion));

    public Task Observe(IResource resource) => ObserveIn(resource, epoch: 0);

    public Task ObserveIn(IResource resource, long epoch)
    {
        if (IsOfThisEpoch(epoch) && resource is TResource observed && Accept(observed))
        {
            OnObserved();
            Wake();
        }

        return Task.CompletedTask;
    }

    public Task ObserveDeleted(string uid, string resourceVersion) => ObserveDeletedIn(uid, resourceVersion, epoch: 0);

    public Task ObserveDeletedIn(string uid, string resourceVersion, long epoch)
    {
        if (!IsOfThisEpoch(epoch))
        {
            return Task.CompletedTask;
        }

        _deletion = (uid, resourceVersion);
        if (Resource is null || Resource.Metadata.Uid == uid)
        {
            Forget();
            WakeAt(Now + AfterDeletion);
        }

        return Task.CompletedTask;
    }

    protected sealed override Task<DateTimeOffset> TurnAsync(CancellationToken cancellation) =>
        Resource is { } resource && IsHeld(resource.Metadata)
            ? (_left ??= new LeftFinalizer(Services, kind)).LetGoAsync(resource.Metadata, WorkAsync, cancellation)
            : WorkAsync(cancellation);

    /// <summary>Does what is due and returns when the next turn is due.</summary>
    protected abstract Task<DateTimeOffset> WorkAsync(CancellationToken cancellation);

    /// <summary>The feed brought a newer object; state is current.</summary>
    protected virtual void OnObserved()
    {
    }

    /// <summary>
    /// A newer object was taken over, from the feed or after a conflict; <see cref="Resource"/> and <see cref="State"/> are current.
    /// </summary>
    /// <param name="before">The one held before; null for the first.</param>
    /// <param name="state">The state before.</param>
    protected virtual void OnReplaced(TResource? before, TState state)
    {
    }

    /// <summary>
    /// An object was taken over that is no successor of the one held before, because the API server went back in time; <see
    /// cref="Resource"/> and <see cref="State"/> are current.
    /// </summary>
    /// <param name="before">The one held before.</param>
    /// <param name="state">The state before.</param>
    protected virtual void OnRewound(TResource before, TState state) => OnReplaced(before, state);

    /// <summary>The object is gone: drop what is held in memory and wake if something is left to do.</summary>
    /// <param name="before">The one held before; null for none.</param>
    protected virtual void OnForgotten(TResource? before)
    {
    }

    /// <summary>Events are in the journal.</summary>
    protected virtual void OnStored(IReadOnlyList<TEvent> events)
    {
    }

    /// <summary>
    /// Decides on the current state and appends what comes out; on a conflict loads and decides again, at most five times. What was found
    /// out for one object is never told of another one of its name.
    /// </summary>
    /// <returns>
    /// Stored when the events are in the journal or there was nothing to say; otherwise why not, with the state untouched.
    /// </returns>
    protected async Task<Appended> TransactAsync(Func<TResource, TState, IReadOnlyList<TEvent>> decide, CancellationToken cancellation)
    {
        var uid = Resource?.Metadata.Uid;
        for (var attempt = 1; Resource is { } resource && resource.Metadata.Uid == uid; attempt++)
        {
            var events = decide(resource, State);
            if (events.Count == 0)
            {
                return new Appended.Stored(resource.Metadata.ResourceVersion, FieldsLost: null);
            }

            var result = await AppendAsync(resource, events, cancellation);
            if (result is not Appended.Conflict || attempt == MaxDecisions)
            {
                return result;
            }
        }

        return new Appended.Gone();
    }

    /// <summary>Tells people what was stored.</summary>
    protected void Announce(Announcement? news)
    {
        if (news is not null && Resource is { Metadata: var meta })
        {
            Services.Events.Record(new ObjectRef(kind, Key, meta.Uid, meta.ResourceVersion), news.Warning, news.Reason, news.Message);
        }
    }

    /// <summary>Loads the resource with one GET, for an activation that the feed has not reached, or after a lost answer.</summary>
    protected async Task<Failure?> LoadAsync(CancellationToken cancellation)
    {
        var (held, deletion, epoch) = (Resource, _deletion, _epoch);
        var outcome = await Services.Journal.LoadAsync(kind, Key, cancellation);
        if (outcome.TryGet(out var loaded, out var failure))
        {
            var isOfThisEpoch = epoch == _epoch;
            var isOfNow = isOfThisEpoch && ReferenceEquals(held, Resource) && deletion == _deletion;
            TakeLoaded((TResource)loaded, held, isOfNow, isOfThisEpoch);
            return null;
        }

        // One that came meanwhile, made anew under the name, is not the one that is gone.
        if (failure.Kind == FailureKind.NotFound && ReferenceEquals(held, Resource))
        {
            Forget();
        }

        return failure;
    }

    /// <summary>
    /// A GET tells of now: nothing that was known when it began is newer, unless the API server went back in time. One that began in
    /// another past tells nothing.
    /// </summary>
    private void TakeLoaded(TResource loaded, TResource? held, bool isOfNow, bool isOfThisEpoch)
    {
        if (held is not null)
        {
            Services.Marks.Read(kind, Key.Namespace, held.Metadata.ResourceVersion, loaded.Metadata.ResourceVersion);
        }

        if (isOfThisEpoch || Resource is null)
        {
            Accept(loaded, isOfNow);
        }
    }

    /// <summary>
    /// With a new epoch, all that is held is doubted. News of an earlier one was on its way for too long, or comes from a feed that knows
    /// less than this actor: the feed hears of the epoch, and tells all once more.
    /// </summary>
    private bool IsOfThisEpoch(long epoch)
    {
        if (epoch < _epoch)
        {
            Services.Marks.Overtook(kind, Key.Namespace, _epoch);
            return false;
        }

        if (epoch > _epoch)
        {
            (_epoch, _doubted, _deletion) = (epoch, Resource is not null, null);
            Services.Marks.Begin(kind, epoch);
        }

        return true;
    }

    private async Task<Appended> AppendAsync(TResource resource, IReadOnlyList<TEvent> events, CancellationToken cancellation)
    {
        var next = events.Aggregate(State, aggregate.Evolve);
        var written = aggregate.Write(resource, next, events, Now);
        var patch = _fieldsLost ? StatusPatch.Whole(resource, written, Json) : StatusPatch.Between(resource, written, Json);
        var (highest, epoch) = (Services.Marks.Highest(kind), _epoch);
        var result = await Services.Journal.AppendAsync(kind, Key, resource.Metadata.ResourceVersion, patch, cancellation);
        Services.Observability.Metrics.Appended(kind.Kind, result);
        switch (result)
        {
            case Appended.Stored when Resource?.Metadata.Uid != resource.Metadata.Uid:
                return new Appended.Gone();
            case Appended.Stored when epoch != _epoch:
                // In a past that is dead: its version would make what there is now look older for ever.
                await LoadAsync(cancellation);
                return (Appended?)Landed(written, events) ?? new Appended.Conflict();
            case Appended.Stored stored:
                _fieldsLost = stored.FieldsLost is true;
                Services.Marks.Wrote(kind, Key.Namespace, highest, resource.Metadata.ResourceVersion, stored.ResourceVersion);
                Take((TResource)written.With(written.Metadata with { ResourceVersion = stored.ResourceVersion }), next);
                OnStored(events);
                return stored;
            case Appended.Conflict or Appended.Unavailable:
                await LoadAsync(cancellation);
                return Landed(written, events) ?? result;
            case Appended.Gone when Resource?.Metadata.Uid == resource.Metadata.Uid:
                Forget();
                return result;
            default:
                return result;
        }
    }

    /// <summary>After a conflict or a lost answer: if the last stored event is mine, the append succeeded all the same.</summary>
    private Appended.Stored? Landed(TResource written, IReadOnlyList<TEvent> events)
    {
        if (Resource is not { } now || !aggregate.Holds(now, written))
        {
            return null;
        }

        OnStored(events);
        return new Appended.Stored(now.Metadata.ResourceVersion, FieldsLost: null);
    }

    /// <param name="observed">The object.</param>
    /// <param name="isOfNow">True when it is known to be the latest, so that an older version than the one held shows that the API server
    /// went back in time.</param>
    private bool Accept(TResource observed, bool isOfNow = false)
    {
        var meta = observed.Metadata;
        var isSame = Resource?.Metadata.Uid == meta.Uid
            && !ResourceVersions.IsNewer(meta.ResourceVersion, Resource.Metadata.ResourceVersion);
        var isOlder = isSame && Resource!.Metadata.ResourceVersion != meta.ResourceVersion;
        var isRewound = _doubted || isOfNow && isOlder;
        if (!isRewound && (isSame || !isOfNow && IsGone(meta)))
        {
            return false;
        }

        var (before, state) = (Resource, State);
        (Resource, State, _doubted, _deletion) = (observed, aggregate.Read(observed), false, isOfNow ? null : _deletion);
        Services.Marks.Saw(kind, meta.ResourceVersion);
        if (isRewound && before is not null)
        {
            OnRewound(before, state);
        }
        else
        {
            OnReplaced(before, state);
        }

        if (IsHeld(observed.Metadata))
        {
            // The feed has no news of a version that was loaded here.
            Wake();
        }

        return true;
    }

    private bool IsHeld(ObjectMeta meta) => _left?.IsOwed(meta) ?? ReferenceFinalizers.Holding(kind, meta) is not null;

    private void Take(TResource resource, TState state)
    {
        if (Resource is { } held && held.Metadata.Uid == resource.Metadata.Uid
            && ResourceVersions.IsNewer(held.Metadata.ResourceVersion, resource.Metadata.ResourceVersion))
        {
            return;
        }

        (Resource, State) = (resource, state);
    }

    private bool IsGone(ObjectMeta seen) =>
        _deletion is { } deletion && deletion.Uid == seen.Uid && !ResourceVersions.IsNewer(seen.ResourceVersion, deletion.Version);

    private void Forget()
    {
        var before = Resource;
        (Resource, State, _doubted) = (null, aggregate.Initial, false);
        OnForgotten(before);
    }
}
