using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Feeds;

namespace Coffer.Grains.Feeds;

/// <summary>Custom resources of one kind, each to its own actor.</summary>
internal sealed class ResourceFeedStrategy : IFeedStrategy
{
    private static readonly TimeSpan FirstRound = TimeSpan.FromSeconds(1);
    private const int Rounds = 6;

    private readonly FeedServices _services;
    private readonly ResourceKind _kind;
    private readonly HandOutPump<IResource> _pump;
    private readonly ElderReceivers _elders;

    public ResourceFeedStrategy(FeedServices services, ResourceKind kind)
    {
        (_services, _kind, _elders) = (services, kind, new ElderReceivers(services.Logger, kind));
        _pump = new HandOutPump<IResource>(services, DeliverAsync, static (older, newer) => newer ?? older);
    }

    public (int Objects, int Dirty) Count => _pump.Count;

    public void Listing() => _pump.Listing();

    public bool IsBehind(ulong listed) => _pump.IsBehind(listed);

    public void Begin(long epoch) => _pump.Begin(epoch);

    public void Unreadable(ObjectKey key) => _pump.SeenUnreadable(key);

    public void Seen(Watched item) => Seen(item, _pump.Epoch);

    public void Deleted(Watched item) => _pump.Gone(item.Key, item.Uid, ResourceVersions.Number(item.ResourceVersion), null);

    public void Listed(string resourceVersion)
    {
        foreach (var gone in _pump.Listed())
        {
            _pump.Gone(gone.Key, gone.Uid, ResourceVersions.Number(resourceVersion), null);
        }
    }

    public void RetryNow() => _pump.RetryNow();

    public async Task<bool> SweepAsync(CancellationToken cancellation)
    {
        var open = _pump.Settled();
        for (var round = 0; round < Rounds && open.Count > 0; round++)
        {
            if (round > 0)
            {
                await Task.Delay(FirstRound * Math.Pow(2, round - 1), _services.Time, cancellation);
            }

            var (lacking, silent) = await AskAsync(open, cancellation);
            if (lacking.Count > _services.Options.MostGets)
            {
                _pump.Doubt(lacking.Concat(silent));
                return true;
            }

            open = [.. silent, .. await FetchAsync(lacking, cancellation)];
        }

        return false;
    }

    public void Dispose() => _pump.Dispose();

    private void Seen(Watched item, long epoch)
    {
        if (item is Watched.Resource { Value: var resource })
        {
            _pump.Seen(item.Key, item.Uid, ResourceVersions.Number(item.ResourceVersion), resource, FirstSync.IsOwed(resource), epoch);
        }
    }

    private Task DeliverAsync(HandOut<IResource> handOut)
    {
        var receiver = _services.Receivers.Resource(_kind, handOut.Key);
        var version = handOut.Version.ToString(CultureInfo.InvariantCulture);
        Func<Task> plainly = () => handOut.Deleted ? receiver.ObserveDeleted(handOut.Uid, version) : receiver.Observe(handOut.Item!);
        return handOut.Epoch == 0 ? plainly() : _elders.TellAsync(
            () => handOut.Deleted
                ? receiver.ObserveDeletedIn(handOut.Uid, version, handOut.Epoch)
                : receiver.ObserveIn(handOut.Item!, handOut.Epoch),
            plainly);
    }

    private async Task<(ConcurrentQueue<KnownObject> Lacking, ConcurrentQueue<KnownObject> Silent)> AskAsync(
        IReadOnlyList<KnownObject> known, CancellationToken cancellation)
    {
        var (lacking, silent) = (new ConcurrentQueue<KnownObject>(), new ConcurrentQueue<KnownObject>());
        await Parallel.ForEachAsync(known, Parallelism(cancellation), async (each, _) =>
        {
            if (await NeedsAsync(each) is not { } needs)
            {
                silent.Enqueue(each);
            }
            else if (needs)
            {
                lacking.Enqueue(each);
            }
        });
        return (lacking, silent);
    }

    [SuppressMessage("Design", "CA1031",
        Justification = "The edge of a background loop: a receiver that can't be asked is asked again later.")]
    private async Task<bool?> NeedsAsync(KnownObject known)
    {
        try
        {
            return await _services.Receivers.Resource(_kind, known.Key).NeedsObject(
                known.Uid, known.Version.ToString(CultureInfo.InvariantCulture))
                .WaitAsync(_services.Options.HandOutLimit, _services.Time);
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>GETs what the receivers lack; returns what could not be had. What is gone by now, the watch tells.</summary>
    private async Task<IReadOnlyCollection<KnownObject>> FetchAsync(
        IReadOnlyCollection<KnownObject> lacking, CancellationToken cancellation)
    {
        var (failed, epoch) = (new ConcurrentQueue<KnownObject>(), _pump.Epoch);
        _pump.Doubt(lacking);
        await Parallel.ForEachAsync(lacking, Parallelism(cancellation), async (each, token) =>
        {
            var outcome = await _services.Journal.LoadAsync(_kind, each.Key, token);
            if (outcome.TryGet(out var resource, out var failure))
            {
                Seen(new Watched.Resource(resource), epoch);
            }
            else if (failure.IsTransient)
            {
                failed.Enqueue(each);
            }
        });
        return failed;
    }

    private ParallelOptions Parallelism(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = _services.Options.Limits.Parallel, CancellationToken = cancellation };
}
