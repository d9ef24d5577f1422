using System.Security.Cryptography;
using System.Text;
using Coffer.Contracts.Ports;

namespace Coffer.Silo.Hosting;

/// <summary>
/// In a cluster: whoever shows one of its bearer tokens and has the right to <c>get</c> the nonResourceURL <c>/dashboard</c>. A browser
/// can't send bearer tokens by itself: it asks for a name and a password, and the password is the token. Answers hold for half a minute,
/// kept under the token's hash, for a dashboard asks every second.
/// </summary>
internal sealed class TokenAccess(IAccessReviews reviews, TimeProvider time) : IDashboardAccess, IDisposable
{
    private const string Challenge = "Bearer realm=\"coffer\", Basic realm=\"coffer: the password is a Kubernetes token\"";
    private const int MaxRemembered = 1000;
    private const int AtOnce = 4;

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (AccessVerdict Verdict, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Whoever sends token after token must not use up the operator's own requests.</summary>
    private readonly SemaphoreSlim _asking = new(AtOnce);

    public async ValueTask<int?> RefuseAsync(HttpContext context)
    {
        var verdict = TokenOf(context.Request) is { } token ? await VerdictAsync(token, context.RequestAborted) : AccessVerdict.Unknown;
        switch (verdict)
        {
            case AccessVerdict.Allowed:
                return null;
            case AccessVerdict.Denied:
                return StatusCodes.Status403Forbidden;
            case AccessVerdict.Unknown:
                context.Response.Headers.WWWAuthenticate = Challenge;
                return StatusCodes.Status401Unauthorized;
            default:
                return StatusCodes.Status503ServiceUnavailable;
        }
    }

    public void Dispose() => _asking.Dispose();

    private static string? TokenOf(HttpRequest request)
    {
        return request.Headers.Authorization.ToString()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var scheme, var credentials]
                ? null
            : scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? credentials
            : scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? Password(credentials)
            : null;
    }

    private static string? Password(string credentials)
    {
        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && colon + 1 < text.Length ? text[(colon + 1)..] : null;
    }

    /// <summary>Null when the API server can't be asked.</summary>
    private async Task<AccessVerdict?> VerdictAsync(string token, CancellationToken cancellation)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (Known(key) is { } known)
        {
            return known;
        }

        await _asking.WaitAsync(cancellation);
        try
        {
            return Known(key) ?? Remember(key, await reviews.ReviewAsync(token, "get", DashboardHosting.Prefix, cancellation));
        }
        finally
        {
            _asking.Release();
        }
    }

    private AccessVerdict? Known(string key)
    {
        lock (_gate)
        {
            return _known.TryGetValue(key, out var known) && known.Until > time.GetUtcNow() ? known.Verdict : null;
        }
    }

    private AccessVerdict? Remember(string key, Contracts.Outcome<Access> outcome)
    {
        if (!outcome.TryGet(out var access, out _))
        {
            return null;
        }

        lock (_gate)
        {
            if (_known.Count >= MaxRemembered)
            {
                _known.Clear();
            }

            _known[key] = (access.Verdict, time.GetUtcNow() + Memory);
        }

        return access.Verdict;
    }
}
