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
    private const int MaxSuspected = 256;

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
            Sweep(now);
            _suspected[key] = now;
            grains.GetGrain<IConnectionGrain>(key).Nudge(TimeSpan.Zero).Ignore();
        }
    }

    /// <summary>What was suspected a while ago says nothing any more.</summary>
    private void Sweep(DateTimeOffset now)
    {
        foreach (var old in _suspected.Count < MaxSuspected ? [] : _suspected.Where(each => now - each.Value >= SuspectEvery).Select(each => each.Key).ToList())
        {
            _suspected.TryRemove(old, out _);
        }
    }

    private SessionEntry Entry(string authKey) => _entries.GetOrAdd(authKey, key => new SessionEntry(
        key, grains.GetGrain<IAuthGrain>(key), time, lifetime, gone => _entries.TryRemove(new KeyValuePair<string, SessionEntry>(key, gone)), log));
}
