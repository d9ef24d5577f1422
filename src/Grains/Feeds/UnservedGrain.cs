using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Feeds;
using Coffer.Domain.Journal;
using Coffer.Grains.Actors;
using Coffer.Grains.Placement;

namespace Coffer.Grains.Feeds;

/// <summary>
/// Says of a resource that its kind is not served yet: one status patch per generation, one Event in its life. May be collected: it owes
/// nothing once it has spoken.
/// </summary>
[OwnerPlacement]
internal sealed class UnservedGrain(ActorServices services) : Actor(services), IUnservedGrain, IGrainMigrationParticipant
{
    private const string HandOverKey = "coffer.unserved";
    private const string SpokenKey = "coffer.unserved.spoken";
    private const string DoubtKey = "coffer.unserved.doubt";
    private const string EpochKey = "coffer.unserved.epoch";

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    private LeftFinalizer? _left;
    private IResource? _resource;
    private bool _spoken;
    private long _epoch;
    private bool _doubted;

    private ResourceKind Kind => FeedKey.Parse($"{this.GetPrimaryKeyString().Split('/')[0]}/{FeedKey.Everywhere}").Kind;

    public Task<bool> NeedsObject(string uid, string resourceVersion) =>
        Task.FromResult(_resource is null || _doubted || IsNewer(uid, resourceVersion));

    public Task Observe(IResource resource) => ObserveIn(resource, epoch: 0);

    public Task ObserveIn(IResource resource, long epoch)
    {
        if (!IsOfThisEpoch(epoch))
        {
            return Task.CompletedTask;
        }

        if (_resource is null || _doubted || IsNewer(resource.Metadata.Uid, resource.Metadata.ResourceVersion))
        {
            _doubted = false;
            _spoken &= _resource?.Metadata.Uid == resource.Metadata.Uid;
            _resource = resource;
            Wake();
        }

        return Task.CompletedTask;
    }

    public Task ObserveDeleted(string uid, string resourceVersion) => ObserveDeletedIn(uid, resourceVersion, epoch: 0);

    public Task ObserveDeletedIn(string uid, string resourceVersion, long epoch)
    {
        if (IsOfThisEpoch(epoch) && _resource?.Metadata.Uid == uid)
        {
            _resource = null;
            DeactivateOnIdle();
        }

        return Task.CompletedTask;
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        if (_resource is not null)
        {
            Wake();
        }
    }

    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        if (_resource is not null)
        {
            dehydrationContext.TryAddValue(HandOverKey, _resource);
            dehydrationContext.TryAddValue(SpokenKey, _spoken);
            dehydrationContext.TryAddValue(DoubtKey, _doubted);
            dehydrationContext.TryAddValue(EpochKey, _epoch);
        }
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetValue<IResource>(HandOverKey, out var resource) && resource is not null)
        {
            (_resource, _spoken) = (resource, rehydrationContext.TryGetValue<bool>(SpokenKey, out var spoken) && spoken);
            _doubted = rehydrationContext.TryGetValue<bool>(DoubtKey, out var doubted) && doubted;
            _epoch = rehydrationContext.TryGetValue<long>(EpochKey, out var epoch) ? epoch : 0;
        }
    }

    private bool IsOfThisEpoch(long epoch)
    {
        if (epoch < _epoch)
        {
            var parts = this.GetPrimaryKeyString().Split('/');
            Services.Marks.Overtook(Kind, parts[1], _epoch);
            return false;
        }

        (_epoch, _doubted) = (epoch, _doubted || epoch > _epoch && _resource is not null);
        return true;
    }

    protected override Task<DateTimeOffset> TurnAsync(CancellationToken cancellation) =>
        _resource is { } resource
            ? (_left ??= new LeftFinalizer(Services, Kind)).LetGoAsync(resource.Metadata, SayAsync, cancellation)
            : SayAsync(cancellation);

    private async Task<DateTimeOffset> SayAsync(CancellationToken cancellation)
    {
        if (_resource is not { } resource || Unserved.Say(resource, Now) is not { } said)
        {
            return DateTimeOffset.MaxValue;
        }

        var key = new ObjectKey(resource.Metadata.Namespace, resource.Metadata.Name);
        var patch = StatusPatch.Between(resource, said);
        var appended = await Services.Journal.AppendAsync(Kind, key, resource.Metadata.ResourceVersion, patch, cancellation);
        if (appended is Appended.Stored)
        {
            Speak(resource, key);
        }

        // After a conflict the feed brings the newer version; the retry is for an answer that was lost.
        return appended is Appended.Conflict or Appended.Unavailable ? Now + Retry : DateTimeOffset.MaxValue;
    }

    private void Speak(IResource resource, ObjectKey key)
    {
        if (!_spoken && !Unserved.WasSaid(resource))
        {
            var about = new ObjectRef(Kind, key, resource.Metadata.Uid, resource.Metadata.ResourceVersion);
            Services.Events.Record(about, warning: true, Unserved.Reason, Unserved.Message(resource));
        }

        _spoken = true;
    }

    private bool IsNewer(string uid, string resourceVersion) =>
        _resource!.Metadata.Uid != uid || ResourceVersions.IsNewer(resourceVersion, _resource.Metadata.ResourceVersion);
}
