using System.Collections.Concurrent;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Grains.Actors;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Transformations;

/// <inheritdoc cref="ITransformations"/>
internal sealed class Transformations(IGrainFactory grains, TimeProvider time, Lifetime lifetime, ILogger<Transformations> log) : ITransformations
{
    private readonly ConcurrentDictionary<ObjectKey, TransformationEntry> _entries = new();

    public Task<TransformationReply> GetAsync(ObjectKey key, string dependent, CancellationToken cancellation) =>
        Entry(key).GetAsync(dependent).WaitAsync(cancellation);

    public void Watch(ObjectKey key, string dependent) => Entry(key).Watch(dependent);

    public void Unwatch(ObjectKey key, string dependent)
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

    private TransformationEntry Entry(ObjectKey key) => _entries.GetOrAdd(key, fresh => new TransformationEntry(
        grains, grains.GetGrain<ISecretTransformationGrain>(fresh.ToString()), time, lifetime, gone => _entries.TryRemove(new KeyValuePair<ObjectKey, TransformationEntry>(fresh, gone)), log));
}
