using System.Globalization;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Domain.Feeds;

namespace Coffer.Grains.Feeds;

/// <summary>A feed's <see cref="Timeline"/>, and what of the last turn is still to be looked at. Thread-safe.</summary>
internal sealed class FeedPast(TimeProvider time)
{
    /// <summary>Two API servers that tell different pasts in turn must not have the feed list all the time.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Timeline _timeline = new();
    private long? _begun;
    private int _turns;
    private string? _doubt;
    private bool _listedSince;

    public long Epoch
    {
        get
        {
            lock (_gate)
            {
                return _timeline.Epoch;
            }
        }
    }

    public void Listing() => Locked(timeline => timeline.Listing());

    public void Saw(string version) => Locked(timeline => timeline.Saw(ResourceVersions.Number(version)));

    public bool IsBehind(ulong listed)
    {
        lock (_gate)
        {
            return _timeline.IsBehind(listed);
        }
    }

    public void Listed(ulong version) => Locked(timeline =>
    {
        timeline.Saw(version);
        _listedSince = true;
    });

    public bool Claim(ulong version)
    {
        lock (_gate)
        {
            return _timeline.Claim(version);
        }
    }

    /// <returns>What was noticed.</returns>
    public string Begin(ulong listed, long known)
    {
        lock (_gate)
        {
            _turns = _begun is { } last && time.GetElapsedTime(last) < Memory ? _turns + 1 : 1;
            (_begun, _listedSince) = (time.GetTimestamp(), false);
            _timeline.Begin(listed, time.GetUtcNow(), known);
            return _doubt = listed < _timeline.Left
                ? string.Create(CultureInfo.InvariantCulture, $"resourceVersions went back from {_timeline.Left} to {listed}")
                : string.Create(
                    CultureInfo.InvariantCulture, $"objects went back to older resourceVersions, as the list at {listed} shows");
        }
    }

    /// <summary>Goes on in an epoch that another activation of the feed has begun.</summary>
    public void Inherit(long epoch)
    {
        lock (_gate)
        {
            _listedSince = false;
            _timeline.Begin(listed: 0, time.GetUtcNow(), epoch);
        }
    }

    /// <summary>How long the next list has to wait: not at all after the first turn in ten minutes.</summary>
    public TimeSpan Pause()
    {
        lock (_gate)
        {
            if (_turns <= 1 || _begun is not { } begun || time.GetElapsedTime(begun) >= LongestPause)
            {
                return TimeSpan.Zero;
            }

            var pause = FirstPause * Math.Pow(2, Math.Min(_turns - 2, 10));
            return pause < LongestPause ? pause : LongestPause;
        }
    }

    /// <summary>The report with what is known of the past. The doubt is over when all that was listed since is handed out.</summary>
    public FeedReport Tell(FeedReport report)
    {
        lock (_gate)
        {
            _doubt = _listedSince && report.Dirty == 0 ? null : _doubt;
            return report with { ResourceVersion = _timeline.Highest, Epoch = _timeline.Epoch, Doubt = _doubt };
        }
    }

    private void Locked(Action<Timeline> action)
    {
        lock (_gate)
        {
            action(_timeline);
        }
    }
}
