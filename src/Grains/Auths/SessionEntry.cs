using System.Collections.Concurrent;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Vault;
using Coffer.Grains.Actors;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Auths;

/// <summary>One silo's session of one auth. Work runs outside of the callers' schedulers: a caller that goes away holds up nobody.</summary>
internal sealed class SessionEntry
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(10);

    private readonly ISessionGrain _auth;
    private readonly TimeProvider _time;
    private readonly Subscriptions _subscriptions;
    private readonly ConcurrentDictionary<(string Namespace, string Path), (SessionReply Reply, DateTimeOffset Until)> _denied = new();
    private readonly Lock _gate = new();
    private SessionReply? _held;
    private DateTimeOffset _checkedAt;
    private DateTimeOffset _sweptAt;
    private Task<SessionReply>? _flight;
    private int _epoch;

    public SessionEntry(string key, ISessionGrain auth, TimeProvider time, Lifetime lifetime, Action<SessionEntry> gone, ILogger log)
    {
        (_auth, _time) = (auth, time);
        _subscriptions = new Subscriptions($"Auth {key}", auth.Subscribe, time, lifetime, () => gone(this), log);
    }

    /// <returns>False when this entry is gone.</returns>
    public bool Watch(ResourceRef dependent) => _subscriptions.Add(dependent);

    public void Unwatch(ResourceRef dependent) => _subscriptions.Remove(dependent);

    public void Forget()
    {
        lock (_gate)
        {
            _epoch++;
            _checkedAt = DateTimeOffset.MinValue;
            _flight = null;
        }

        _denied.Clear();
    }

    public ValueTask<SessionReply> GetAsync(SessionRequest request, CancellationToken cancellation)
    {
        if (Denied(request) is { } denied)
        {
            return new ValueTask<SessionReply>(denied);
        }

        var held = Usable();
        if (held is not null && request.Refused is not null && request.Refused == held.Session!.Version || held is null && request.Refused is not null)
        {
            return new ValueTask<SessionReply>(Task.Run(() => RefusedAsync(request), CancellationToken.None).WaitAsync(cancellation));
        }

        return held is not null && Fresh() ? new ValueTask<SessionReply>(held) : new ValueTask<SessionReply>(Flight().WaitAsync(cancellation));
    }

    /// <summary>What is remembered of a path answers a refusal too: its read was under way when the denial was found out.</summary>
    private SessionReply? Denied(SessionRequest request)
    {
        if (!_denied.TryGetValue((request.Namespace, request.Path), out var denied))
        {
            return null;
        }

        var left = denied.Until - _time.GetUtcNow();
        return left > TimeSpan.Zero
            ? denied.Reply with { Problem = denied.Reply.Problem! with { RetryAfter = left } }
            : null;
    }

    private bool Fresh()
    {
        lock (_gate)
        {
            return _time.GetUtcNow() - _checkedAt < CheckEvery;
        }
    }

    private SessionReply? Usable()
    {
        lock (_gate)
        {
            return _held?.Session is { } session && Margin(session) > _time.GetUtcNow() ? _held : null;
        }
    }

    /// <summary>A read must not begin with a token that dies under way; a token that lives for seconds must be usable all the same.</summary>
    private DateTimeOffset Margin(VaultSession session)
    {
        var left = session.ExpiresAt - _checkedAt;
        var margin = left / 10 < TimeSpan.FromSeconds(10) ? left / 10 : TimeSpan.FromSeconds(10);
        return session.ExpiresAt == DateTimeOffset.MaxValue ? session.ExpiresAt : session.ExpiresAt - margin;
    }

    private Task<SessionReply> Flight()
    {
        lock (_gate)
        {
            var epoch = _epoch;
            return _flight ??= Task.Run(() => FetchAsync(epoch));
        }
    }

    private async Task<SessionReply> FetchAsync(int epoch)
    {
        try
        {
            return Settle(epoch, await CallAsync(new SessionRequest { Dependent = null, Mount = "", Path = "" }));
        }
        finally
        {
            Land(epoch);
        }
    }

    private SessionReply Settle(int epoch, SessionReply reply)
    {
        lock (_gate)
        {
            if (epoch != _epoch)
            {
                return reply;
            }

            if (reply.Problem is { IsTransient: true } && _held?.Session is { } session && Margin(session) > _time.GetUtcNow() && !IsSuperseded(session, reply))
            {
                _checkedAt = _time.GetUtcNow();
                return _held;
            }

            Hold(reply);
            return reply;
        }
    }

    /// <summary>
    /// A silo that is leaving, or an API server that is down, is no reason to drop a session that Vault still takes. A login that fails for now under
    /// another VaultAuth or VaultConnection is: the old session's token is given back, and leads to where nobody wants to read any more.
    /// </summary>
    private static bool IsSuperseded(VaultSession session, SessionReply reply) => reply.Inputs.Length > 0 && reply.Inputs != session.Inputs;

    /// <summary>However it ended: a flight that failed by a bug must not be everybody's answer for ever.</summary>
    private void Land(int epoch)
    {
        lock (_gate)
        {
            _flight = epoch == _epoch ? null : _flight;
        }
    }

    private async Task<SessionReply> RefusedAsync(SessionRequest request)
    {
        var reply = await CallAsync(request);
        if (reply.Problem is { Kind: FailureKind.Forbidden, RetryAfter: { } wait })
        {
            Remember(request, reply, wait);
        }
        else if (reply.Session is not null)
        {
            lock (_gate)
            {
                Hold(reply);
            }
        }

        return reply;
    }

    /// <summary>Whose time is up goes: nobody may ever ask for that path again.</summary>
    private void Remember(SessionRequest request, SessionReply reply, TimeSpan wait)
    {
        var now = _time.GetUtcNow();
        _denied[(request.Namespace, request.Path)] = (reply, now + wait);
        lock (_gate)
        {
            if (now - _sweptAt < CheckEvery)
            {
                return;
            }

            _sweptAt = now;
        }

        foreach (var denied in _denied.Where(denied => denied.Value.Until <= now))
        {
            _denied.TryRemove(denied);
        }
    }

    private void Hold(SessionReply reply)
    {
        if (reply.Session is { } session && _held?.Session is { } before && session.Version != before.Version)
        {
            _subscriptions.Repeat();
        }

        _held = reply.Session is null ? null : reply;
        _checkedAt = _time.GetUtcNow();
    }

    private Task<SessionReply> CallAsync(SessionRequest request) => GrainCalls.TryAsync(
        () => _auth.GetSession(request),
        failure => new SessionReply(null, failure with { RetryAfter = TimeSpan.FromSeconds(1) }));
}
