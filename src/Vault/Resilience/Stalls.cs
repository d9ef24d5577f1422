using Coffer.Contracts;
using Coffer.Vault.Wire;

namespace Coffer.Vault.Resilience;

/// <summary>
/// Calls without an answer in time. They speak against what was asked for, not against the server, of which its health tells: so they pause
/// the calls of one namespace to one mount, and nobody else's.
/// </summary>
internal sealed class Stalls(VaultOptions options, TimeProvider time)
{
    /// <summary>Others are forgotten first; nothing is lost by it but a pause.</summary>
    private const int MaxLanes = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Consumer, string Mount), Stall> _stalls = [];

    /// <summary>How long a call has to wait; null when it may queue.</summary>
    public TimeSpan? Pause(VaultCall call)
    {
        lock (_lock)
        {
            return Paused(call);
        }
    }

    /// <summary>
    /// How long a call has to wait; null when it is made now. After a pause one call at a time finds out whether it is over.
    /// </summary>
    public TimeSpan? Enter(VaultCall call)
    {
        lock (_lock)
        {
            var left = Paused(call);
            if (left is null && _stalls.TryGetValue(Lane(call), out var stall))
            {
                stall.IsTried = true;
            }

            return left;
        }
    }

    /// <summary>Takes note of how a call ended; a call that its caller gave up (no outcome) proves nothing.</summary>
    public void Ended(VaultCall call, Outcome<VaultAnswer>? outcome)
    {
        lock (_lock)
        {
            var isTimeout = outcome?.Failure is { Kind: FailureKind.Timeout };
            if (isTimeout)
            {
                Strike(Lane(call));
            }
            else if (outcome is not null && !Circuit.Counts(outcome.Failure))
            {
                _stalls.Remove(Lane(call));
            }

            if (!isTimeout && _stalls.TryGetValue(Lane(call), out var stall))
            {
                stall.IsTried = false;
            }
        }
    }

    /// <summary>The first segment of the path; of auth and sys methods, two.</summary>
    public static string Mount(VaultCall call)
    {
        var parts = call.Path.Split('/', 3);
        return parts is ["auth" or "sys", var second, ..] ? $"{parts[0]}/{second}" : parts[0];
    }

    private TimeSpan? Paused(VaultCall call)
    {
        if (!_stalls.TryGetValue(Lane(call), out var stall) || stall.Count < options.BreakAfter)
        {
            return null;
        }

        var left = stall.Pause - time.GetElapsedTime(stall.PausedAt);
        return left > TimeSpan.Zero ? left : stall.IsTried ? options.BreakMin : null;
    }

    private void Strike((string Consumer, string Mount) lane)
    {
        var now = time.GetTimestamp();
        if (!_stalls.TryGetValue(lane, out var stall) || time.GetElapsedTime(stall.LastAt, now) > options.BreakWindow)
        {
            MakeRoom();
            _stalls[lane] = stall = new Stall();
        }

        (stall.Count, stall.LastAt, stall.IsTried) = (stall.Count + 1, now, false);
        // Many at once are one pause.
        if (stall.Count >= options.BreakAfter && time.GetElapsedTime(stall.PausedAt, now) >= stall.Pause)
        {
            stall.Pause = TimeSpan.FromTicks(Math.Clamp(stall.Pause.Ticks * 2, options.BreakMin.Ticks, options.BreakMax.Ticks));
            stall.PausedAt = now;
        }
    }

    private void MakeRoom()
    {
        if (_stalls.Count >= MaxLanes)
        {
            _stalls.Remove(_stalls.MinBy(entry => entry.Value.LastAt).Key);
        }
    }

    private static (string Consumer, string Mount) Lane(VaultCall call) => (call.Consumer, Mount(call));

    private sealed class Stall
    {
        /// <summary>In a row.</summary>
        public int Count { get; set; }

        /// <summary>Timestamp of the newest time-out.</summary>
        public long LastAt { get; set; }

        /// <summary>Timestamp of the pause's begin.</summary>
        public long PausedAt { get; set; }

        public TimeSpan Pause { get; set; }

        public bool IsTried { get; set; }
    }
}
