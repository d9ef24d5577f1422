using System.Collections.Concurrent;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Vault;
using Coffer.Domain.Connections;
using Coffer.Grains.Actors;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Auths;

/// <inheritdoc cref="ISessions"/>
internal sealed class Sessions(IGrainFactory grains, TimeProvider time, Lifetime lifetime, ILogger<Sessions> log) : ISessions
{
    private static readonly TimeSpan SuspectEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, SessionEntry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _suspected = new(StringComparer.Ordinal);

    /// <summary>How many logins anybody of this silo wants to hear of.</summary>
    public int Count => _entries.Count;

    public ValueTask<SessionReply> GetAsync(string authKey, SessionRequest request, CancellationToken cancellation) =>
        Watched(authKey, request.Dependent).GetAsync(request, cancellation);

    public void Watch(string authKey, ResourceRef dependent) => Watched(authKey, dependent);

    public void Unwatch(string authKey, ResourceRef dependent)
    {
        if (_entries.TryGetValue(authKey, out var entry))
        {
            entry.Unwatch(dependent);
        }
    }

    public void Forget(string authKey)
    {
        if (_entries.TryGetValue(authKey, out var entry))
        {
            entry.Forget();
        }
    }

    public void Suspect(VaultEndpoint endpoint, Failure failure)
    {
        var (key, now) = (endpoint.Connection.ToString(), time.GetUtcNow());
        if (ConnectionSuspicion.Of(failure) && (!_suspected.TryGetValue(key, out var last) || now - last >= SuspectEvery))
        {
            foreach (var old in _suspected.Where(old => now - old.Value >= SuspectEvery))
            {
                _suspected.TryRemove(old);
            }

            _suspected[key] = now;
            grains.GetGrain<IConnectionGrain>(key).CallFailed().Ignore();
        }
    }

    /// <summary>An entry that ends in this very moment takes nobody in.</summary>
    private SessionEntry Watched(string authKey, ResourceRef? dependent)
    {
        while (true)
        {
            var entry = Entry(authKey);
            if (dependent is null || entry.Watch(dependent.Value))
            {
                return entry;
            }
        }
    }

    private SessionEntry Entry(string authKey) => _entries.GetOrAdd(authKey, key => new SessionEntry(
        key, grains.GetGrain<ISessionGrain>(key), time, lifetime,
        gone => _entries.TryRemove(new KeyValuePair<string, SessionEntry>(key, gone)), log));
}
