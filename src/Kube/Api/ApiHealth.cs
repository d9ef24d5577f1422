using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Kube.Api;

/// <summary>
/// Hears of every request how it came out. An error of the API server is an answer too; one of a load balancer that has no API
/// server behind it is none.
/// </summary>
internal sealed class ApiHealth(TimeProvider time) : IApiHealth
{
    /// <summary>An old failure tells nothing of now.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _silentSince;
    private long _lastTry;

    public TimeSpan Unanswered
    {
        get
        {
            lock (_gate)
            {
                return _silentSince is { } since && time.GetElapsedTime(_lastTry) < Memory ? time.GetElapsedTime(since) : TimeSpan.Zero;
            }
        }
    }

    public void Note(Failure? failure)
    {
        // A request that was held back was not made.
        if (failure?.Kind == FailureKind.Throttled)
        {
            return;
        }

        lock (_gate)
        {
            _lastTry = time.GetTimestamp();
            _silentSince = IsSilence(failure) ? _silentSince ?? _lastTry : null;
        }
    }

    private static bool IsSilence(Failure? failure) =>
        failure?.Kind is FailureKind.Unreachable or FailureKind.Timeout or FailureKind.Tls or FailureKind.Unavailable;
}
