using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Feeds;

namespace Coffer.Grains.Feeds;

/// <summary>Secrets by their metadata, each to the actor whose destination it is; foreign ones are passed over.</summary>
internal sealed class SecretFeedStrategy : IFeedStrategy
{
    private readonly FeedServices _services;
    private readonly HandOutPump<SecretNews> _pump;
    private readonly SecretRouter _router;
    private readonly ElderReceivers _elders;

    public SecretFeedStrategy(FeedServices services)
    {
        (_services, _elders) = (services, new ElderReceivers(services.Logger, ResourceKinds.Secret));
        _router = new SecretRouter(services.Receivers.SecretKinds);
        _pump = new HandOutPump<SecretNews>(services, DeliverAsync, SecretNews.Merge);
    }

    public (int Objects, int Dirty) Count => _pump.Count;

    public void Listing() => _pump.Listing();

    public bool IsBehind(ulong listed) => _pump.IsBehind(listed);

    public void Begin(long epoch) => _pump.Begin(epoch);

    public void Unreadable(ObjectKey key) => _pump.SeenUnreadable(key);

    public void Seen(Watched item)
    {
        if (item is Watched.Secret { Sighting: var sighting } && _router.Route(sighting) is { } news)
        {
            _pump.Seen(item.Key, item.Uid, ResourceVersions.Number(item.ResourceVersion), news, urgent: false);
        }
    }

    public void Deleted(Watched item)
    {
        if (item is Watched.Secret { Sighting: var sighting })
        {
            Gone(sighting);
        }
    }

    public void Listed(string resourceVersion)
    {
        foreach (var gone in _pump.Listed())
        {
            Gone(new SecretSighting { Key = gone.Key, Uid = gone.Uid, ResourceVersion = resourceVersion });
        }
    }

    public void RetryNow() => _pump.RetryNow();

    /// <summary>Witnesses can't be asked what they know, so all owned Secrets are told anew; only a list has them.</summary>
    public Task<bool> SweepAsync(CancellationToken cancellation)
    {
        var settled = _pump.Settled();
        _pump.Doubt(settled);
        return Task.FromResult(settled.Count > 0);
    }

    public void Dispose() => _pump.Dispose();

    private void Gone(SecretSighting sighting)
    {
        if (_router.RouteDeletion(sighting) is { } news)
        {
            _pump.Gone(sighting.Key, sighting.Uid, ResourceVersions.Number(sighting.ResourceVersion), news);
        }
    }

    private Task DeliverAsync(HandOut<SecretNews> handOut)
    {
        var news = handOut.Item!;
        return Task.WhenAll(news.Owners.Select(owner => TellAsync(_services.Receivers.Secret(owner)!, handOut.Epoch, news.Sighting)));
    }

    private Task TellAsync(ISecretWitness witness, long epoch, SecretSighting sighting) => epoch == 0
        ? witness.SecretSeen(sighting)
        : _elders.TellAsync(() => witness.SecretSeenIn(sighting, epoch), () => witness.SecretSeen(sighting));
}
