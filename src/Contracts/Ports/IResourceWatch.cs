using Coffer.Contracts.Resources;

namespace Coffer.Contracts.Ports;

/// <summary>One list and watch, kept up until cancelled.</summary>
public interface IResourceWatch
{
    /// <summary>
    /// Lists in pages, watches with bookmarks and a read deadline, lists again after a 410, a silence or an interval. Returns only when
    /// cancelled; failures are reported through the sink and retried with back-off.
    /// </summary>
    /// <param name="kind">The kind, or <see cref="ResourceKinds.Secret"/> for the metadata of Secrets.</param>
    /// <param name="namespace">The namespace; null for all.</param>
    /// <param name="sink">Gets what is seen, one call at a time.</param>
    /// <param name="cancellation">Ends it.</param>
    Task RunAsync(ResourceKind kind, string? @namespace, IWatchSink sink, CancellationToken cancellation);
}
