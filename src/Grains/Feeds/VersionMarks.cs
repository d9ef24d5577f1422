using Coffer.Contracts;
using Coffer.Contracts.Resources;

namespace Coffer.Grains.Feeds;

/// <summary>
/// The highest resourceVersion that this silo has seen of each kind. A write or a look that comes out lower is told to the kind's feed,
/// which lists to see whether the API server went back in time.
/// Thread-safe.
/// </summary>
/// <param name="options">What is watched, and where.</param>
/// <param name="claim">Tells the feed of that key that the version was seen, or that an epoch has begun; 0 for neither.</param>
internal sealed class VersionMarks(FeedOptions options, Action<string, ulong, long> claim)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ResourceKind, (ulong Highest, long Epoch)> _marks = [];

    /// <summary>To be taken before a request.</summary>
    public ulong Highest(ResourceKind kind)
    {
        lock (_gate)
        {
            return _marks.GetValueOrDefault(kind).Highest;
        }
    }

    public void Saw(ResourceKind kind, string version)
    {
        lock (_gate)
        {
            var mark = _marks.GetValueOrDefault(kind);
            _marks[kind] = mark with { Highest = Math.Max(mark.Highest, ResourceVersions.NumberOrZero(version)) };
        }
    }

    /// <summary>A write was stored: its version is the API server's latest, unless it changed nothing.</summary>
    /// <param name="kind">What was written.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="before">The highest version before the request.</param>
    /// <param name="replaced">The version that was written over.</param>
    /// <param name="stored">The version that came of it.</param>
    public void Wrote(ResourceKind kind, string ns, ulong before, string replaced, string stored)
    {
        if (stored != replaced && ResourceVersions.NumberOrZero(stored) < before)
        {
            Tell(kind, ns, before);
        }

        Saw(kind, stored);
    }

    /// <summary>An object was read whose version was known before the request.</summary>
    public void Read(ResourceKind kind, string ns, string known, string read)
    {
        if (ResourceVersions.IsNewer(known, than: read))
        {
            Tell(kind, ns, ResourceVersions.NumberOrZero(known));
        }
    }

    /// <summary>In another past other versions count.</summary>
    public void Begin(ResourceKind kind, long epoch)
    {
        lock (_gate)
        {
            if (epoch > _marks.GetValueOrDefault(kind).Epoch)
            {
                _marks[kind] = (0, epoch);
            }
        }
    }

    /// <summary>A feed told something of an earlier epoch than its receiver has heard of.</summary>
    public void Overtook(ResourceKind kind, string ns, long epoch) => Tell(kind, ns, version: 0, epoch);

    private void Tell(ResourceKind kind, string ns, ulong version, long epoch = 0)
    {
        if (options.Kinds.Contains(kind))
        {
            var feed = new FeedKey(kind, options.WatchedNamespaces is null ? null : ns);
            claim(feed.ToString(), version, epoch);
        }
    }
}
