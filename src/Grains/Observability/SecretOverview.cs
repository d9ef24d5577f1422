using Coffer.Domain.Secrets;

namespace Coffer.Grains.Observability;

/// <summary>
/// All secrets of this silo as they stand, asked for at most once a second: one scrape reads many instruments. Between scrapes nothing
/// holds on to what was seen.
/// </summary>
internal sealed class SecretOverview(ActiveActors<ISyncStatus> secrets, TimeProvider time)
{
    /// <summary>Namespaces with a series of their own; the others are added up under <see cref="Others"/>.</summary>
    public const int MaxNamespaces = 1000;

    /// <summary>No namespace can be named like this.</summary>
    public const string Others = "(others)";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly WeakReference<View?> _view = new(null);

    public View Now
    {
        get
        {
            lock (_gate)
            {
                if (!_view.TryGetTarget(out var view) || time.GetUtcNow() - view.At >= Fresh)
                {
                    _view.SetTarget(view = Look());
                }

                return view;
            }
        }
    }

    private View Look()
    {
        var now = time.GetUtcNow();
        var tallies = new Dictionary<string, NamespaceTally>(StringComparer.Ordinal);
        var statuses = new List<SyncStatus>();
        foreach (var secret in secrets.All())
        {
            if (secret.SyncStatus(now) is { } status)
            {
                statuses.Add(status);
                Find(tallies, status.Secret.Namespace).Add(status, now);
            }
        }

        return new View(now, tallies.Values, statuses);
    }

    private static NamespaceTally Find(Dictionary<string, NamespaceTally> tallies, string ns)
    {
        if (tallies.TryGetValue(ns, out var tally))
        {
            return tally;
        }

        var name = tallies.Count < MaxNamespaces ? ns : Others;
        return tallies.TryGetValue(name, out tally) ? tally : tallies[name] = new NamespaceTally(name);
    }

    /// <summary>How they stood.</summary>
    internal sealed record View(DateTimeOffset At, IReadOnlyCollection<NamespaceTally> Namespaces, IReadOnlyList<SyncStatus> Statuses)
    {
        /// <summary>All of them, or those that have waited longest where there are more than the limit.</summary>
        public IReadOnlyList<SyncStatus> Worst(int limit) =>
            Statuses.Count <= limit ? Statuses : [.. Statuses.OrderBy(static status => status.LastSuccess).Take(limit)];
    }
}
