using Coffer.Contracts.Grains;
using Coffer.Grains.Placement;
using Coffer.Grains.Sharing;

namespace Coffer.Grains.Feeds;

/// <summary>
/// One list and watch for all silos. The grain only makes sure that there is one; the work is done by its <see cref="FeedRun"/>.
/// </summary>
[KeepAlive, OwnerPlacement]
internal sealed class ResourceFeedGrain(FeedServices services) : Grain, IResourceFeedGrain, IMovable, IAsyncDisposable
{
    private FeedRun? _run;

    bool IMovable.IsBusy => false;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _run = new FeedRun(FeedKey.Parse(this.GetPrimaryKeyString()), services);
        services.Actors.Join(this);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        services.Actors.Deactivate(this, reason);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        services.Actors.Leave(this);
        return _run?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    public Task Claim(ulong resourceVersion, long epoch)
    {
        _run!.Claim(resourceVersion, epoch);
        return Task.CompletedTask;
    }

    public Task<FeedReport> Poke(bool sweep)
    {
        if (sweep)
        {
            _run!.Sweep();
        }

        return Task.FromResult(_run!.Report);
    }
}
