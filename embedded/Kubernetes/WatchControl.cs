using Coffer.Embedded.Kubernetes.Storage;

namespace Coffer.Embedded.Kubernetes;

/// <summary>Faults of watches. Resources are given as plural.group ("secrets" for the core group); null means all.</summary>
public sealed class WatchControl
{
    private readonly ObjectStore _store;
    private volatile Func<string, string, string, bool>? _drops;

    internal WatchControl(ObjectStore store)
    {
        _store = store;
        store.DropsEvent = (table, value) => _drops?.Invoke(table, value.Header.Namespace ?? "", value.Header.Name) == true;
    }

    /// <summary>How many watches are open.</summary>
    public int Count(string? resource = null)
    {
        var count = 0;
        ForEach(resource, _ => count++);
        return count;
    }

    /// <summary>The watches open now stay open but never deliver anything again; new ones work.</summary>
    public void Freeze(string? resource = null) => ForEach(resource, watcher => watcher.Freeze());

    /// <summary>Ends the watches open now as at the end of their time.</summary>
    public void CloseAll(string? resource = null) => ForEach(resource, watcher => watcher.Close());

    /// <summary>
    /// The watches open now are told once more all that is remembered, from the beginning, as by an API server that lags behind.
    /// </summary>
    public void Repeat(string? resource = null) => _store.Repeat(resource);

    /// <summary>
    /// Ends the watches open now; each that follows is first told all that is remembered, whatever version it goes on from, as by another
    /// API server that lags behind.
    /// </summary>
    public void ReopenInThePast(string? resource = null) => _store.ReopenInThePast(resource);

    /// <summary>
    /// From now on silently keeps back the events that match (resource, namespace, name); null ends it. What was kept back never comes.
    /// </summary>
    public void Drop(Func<string, string, string, bool>? matches) => _drops = matches;

    private void ForEach(string? resource, Action<Watcher> action) => _store.ForEachWatcher(watcher =>
    {
        if (resource is null || watcher.Table == resource)
        {
            action(watcher);
        }
    });
}
