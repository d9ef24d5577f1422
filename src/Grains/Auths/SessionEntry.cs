using System.Collections.Concurrent;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Vault;
using Coffer.Grains.Actors;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Auths;

/// <summary>One silo's session of one auth, and what it knows of paths that are denied.</summary>
internal sealed class SessionEntry : CachedReply<SessionReply>
{
    private readonly ISessionGrain _auth;
    private readonly Subscriptions _subscriptions;
    private readonly ConcurrentDictionary<(string Namespace, string Path), (SessionReply Reply, DateTimeOffset Until)> _denied = new();
    private readonly Lock _sweeping = new();
    private DateTimeOffset _sweptAt;

    public SessionEntry(string key, ISessionGrain auth, TimeProvider time, Lifetime lifetime, Action<SessionEntry> gone, ILogger log)
        : base(time)
    {
        _auth = auth;
        _subscriptions = new Subscriptions($"Auth {key}", auth.Subscribe, time, lifetime, () => gone(this), log);
    }

    /// <returns>False when this entry is gone.</returns>
    public bool Watch(ResourceRef dependent) => _subscriptions.Add(dependent);

    public void Unwatch(ResourceRef dependent) => _subscriptions.Remove(dependent);

    public override void Forget()
    {
        base.Forget();
        _denied.Clear();
    }

    public ValueTask<SessionReply> GetAsync(SessionRequest request, CancellationToken cancellation)
    {
        if (Denied(request) is { } denied)
        {
            return new ValueTask<SessionReply>(denied);
        }

        var session = Held is { Reply.Session: { } held } known && IsUsable(held, known.CheckedAt) ? held : null;
        if (request.Refused is { } refused && (session is null || refused == session.Version))
        {
            return new ValueTask<SessionReply>(Task.Run(() => RefusedAsync(request), CancellationToken.None).WaitAsync(cancellation));
        }

        return new ValueTask<SessionReply>(AnswerAsync(isUsable: session is not null).WaitAsync(cancellation));
    }

    protected override Task<SessionReply> CallAsync() => CallAsync(new SessionRequest { Dependent = null, Mount = "", Path = "" });

    /// <summary>
    /// A silo that is leaving, or an API server that is down, is no reason to drop a session that Vault still takes. A login that fails for
    /// now under another VaultAuth or VaultConnection is: the old session's token is given back, and leads to where
    /// nobody wants to read any more.
    /// </summary>
    protected override bool Keeps(SessionReply held, DateTimeOffset checkedAt, SessionReply reply) =>
        reply.Problem is { IsTransient: true } && held.Session is { } session && IsUsable(session, checkedAt)
        && (reply.Inputs.Length == 0 || reply.Inputs == session.Inputs);

    protected override bool IsWorthHolding(SessionReply reply) => reply.Session is not null;

    protected override void OnReplaced(SessionReply before, SessionReply reply)
    {
        if (reply.Session is { } session && session.Version != before.Session!.Version)
        {
            _subscriptions.Repeat();
        }
    }

    /// <summary>What is remembered of a path answers a refusal too: its read was under way when the denial was found out.</summary>
    private SessionReply? Denied(SessionRequest request)
    {
        if (!_denied.TryGetValue((request.Namespace, request.Path), out var denied))
        {
            return null;
        }

        var left = denied.Until - Now;
        return left > TimeSpan.Zero
            ? denied.Reply with { Problem = denied.Reply.Problem! with { RetryAfter = left } }
            : null;
    }

    /// <summary>
    /// A read must not begin with a token that dies under way; a token that lives for seconds must be usable all the same.
    /// </summary>
    private bool IsUsable(VaultSession session, DateTimeOffset checkedAt)
    {
        var left = session.ExpiresAt - checkedAt;
        var margin = left / 10 < TimeSpan.FromSeconds(10) ? left / 10 : TimeSpan.FromSeconds(10);
        return session.ExpiresAt == DateTimeOffset.MaxValue || session.ExpiresAt - margin > Now;
    }

    /// <summary>The answer is held unless a change was told meanwhile: it may be older than what has been fetched since.</summary>
    private async Task<SessionReply> RefusedAsync(SessionRequest request)
    {
        var epoch = Epoch;
        var reply = await CallAsync(request);
        if (reply.Problem is { Kind: FailureKind.Forbidden, RetryAfter: { } wait })
        {
            Remember(request, reply, wait);
        }
        else if (reply.Session is not null)
        {
            Hold(reply, epoch);
        }

        return reply;
    }

    /// <summary>Whose time is up goes: nobody may ever ask for that path again.</summary>
    private void Remember(SessionRequest request, SessionReply reply, TimeSpan wait)
    {
        var now = Now;
        _denied[(request.Namespace, request.Path)] = (reply, now + wait);
        lock (_sweeping)
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

    private Task<SessionReply> CallAsync(SessionRequest request) => GrainCalls.TryAsync(
        () => _auth.GetSession(request),
        failure => new SessionReply(null, failure with { RetryAfter = TimeSpan.FromSeconds(1) }));
}
