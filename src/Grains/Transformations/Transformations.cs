using System.Collections.Concurrent;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Grains.Actors;
using Coffer.Grains.Feeds;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Transformations;

/// <inheritdoc cref="ITransformations"/>
internal sealed class Transformations(
    IGrainFactory grains, IReceivers receivers, TimeProvider time, Lifetime lifetime, ILogger<Transformations> log) : ITransformations
{
    private readonly ConcurrentDictionary<ObjectKey, TransformationEntry> _entries = new();

    public Task<TransformationReply> GetAsync(ObjectKey key, ResourceRef dependent, CancellationToken cancellation) =>
        Watched(key, dependent).GetAsync().WaitAsync(cancellation);

    public void Watch(ObjectKey key, ResourceRef dependent) => Watched(key, dependent);

    public void Unwatch(ObjectKey key, ResourceRef dependent)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            entry.Unwatch(dependent);
        }
    }

    public void Forget(ObjectKey key)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            entry.Forget();
        }
    }

    /// <summary>An entry that ends in this very moment takes nobody in.</summary>
    private TransformationEntry Watched(ObjectKey key, ResourceRef dependent)
    {
        while (true)
        {
            var entry = Entry(key);
            if (entry.Watch(dependent))
            {
                return entry;
            }
        }
    }

    private TransformationEntry Entry(ObjectKey key) => _entries.GetOrAdd(key, fresh => new TransformationEntry(
        receivers, grains.GetGrain<ISecretTransformationGrain>(fresh.ToString()), time, lifetime,
        gone => _entries.TryRemove(new KeyValuePair<ObjectKey, TransformationEntry>(fresh, gone)), log));
}
