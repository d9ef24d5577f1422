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

    public ValueTask<SessionReply> GetAsync(string authKey, SessionRequest request, CancellationToken cancellation)
    {
        var entry = Entry(authKey);
        entry.Watch(request.Dependent);
        return entry.GetAsync(request, cancellation);
    }

    public void Watch(string authKey, string dependent) => Entry(authKey).Watch(dependent);

    public void Unwatch(string authKey, string dependent)
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
            grains.GetGrain<IConnectionGrain>(key).Nudge(TimeSpan.Zero).Ignore();
        }
    }

    private SessionEntry Entry(string authKey) => _entries.GetOrAdd(authKey, key => new SessionEntry(
        key, grains.GetGrain<IAuthGrain>(key), time, lifetime, gone => _entries.TryRemove(new KeyValuePair<string, SessionEntry>(key, gone)), log));
}
