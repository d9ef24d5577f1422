using System.Collections.Concurrent;

namespace Coffer.Kube.Api;

/// <summary>
/// Who waits after a 429. One that the API server gives for itself (priority and fairness, its limit of requests; plain text, as recorded)
/// speaks for all requests. One with a Status object comes from behind it, a webhook or a rate limit of one kind, and holds up the same
/// verb on the same kind in the same namespace alone: a tenant's webhook must not halt the others.
/// </summary>
internal sealed class ApiPauses(TimeProvider time, Jitter jitter)
{
    private const int Most = 256;

    private readonly SharedPause _all = new(time, jitter);
    private readonly ConcurrentDictionary<Scope, SharedPause> _scoped = new();

    private readonly record struct Scope(string Verb, ApiType Type, string? Namespace)
    {
        public static Scope Of(ApiRequest request) => new(request.Verb, request.Target.Type, request.Target.Namespace);
    }

    /// <summary>How long the request has to wait.</summary>
    public TimeSpan Remaining(ApiRequest request) =>
        _scoped.TryGetValue(Scope.Of(request), out var pause) && pause.Remaining > _all.Remaining ? pause.Remaining : _all.Remaining;

    /// <summary>Waits until the request may be sent; at once false when that is later than the caller can wait.</summary>
    public async Task<bool> PassAsync(ApiRequest request, TimeSpan patience, CancellationToken cancellation) =>
        await _all.PassAsync(patience, cancellation)
        && (!_scoped.TryGetValue(Scope.Of(request), out var pause) || await pause.PassAsync(patience, cancellation));

    /// <summary>The answer asked to wait.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="ofServer">Whether the API server speaks for itself.</param>
    /// <param name="wait">How long.</param>
    public void Extend(ApiRequest request, bool ofServer, TimeSpan wait)
    {
        if (ofServer)
        {
            _all.Extend(wait);
            return;
        }

        // The admission plugin EventRateLimit refuses single Events, and whoever writes them waits by himself.
        if (request.Target.Type == ApiType.Events)
        {
            return;
        }

        if (_scoped.Count >= Most)
        {
            Forget();
        }

        _scoped.GetOrAdd(Scope.Of(request), _ => new SharedPause(time, jitter)).Extend(wait);
    }

    private void Forget()
    {
        foreach (var (scope, _) in _scoped.Where(known => known.Value.Remaining == TimeSpan.Zero))
        {
            _scoped.TryRemove(scope, out _);
        }
    }
}
