using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Kube.Api;
using Microsoft.Extensions.Logging;

namespace Coffer.Kube.Watching;

/// <summary>Runs a <see cref="WatchLoop"/> for each caller.</summary>
internal sealed class ResourceWatch(
    IApiServer api, KubeOptions options, Jitter jitter, KubeMetrics metrics, TimeProvider time, ILogger<ResourceWatch> log)
    : IResourceWatch
{
    public async Task RunAsync(ResourceKind kind, string? @namespace, IWatchSink sink, CancellationToken cancellation)
    {
        var source = new WatchSource(kind, @namespace, api, options, jitter, time);
        var guarded = new WatchReceiver(source, sink, metrics, log);
        metrics.Heard(source.Resource, source.Namespace);
        try
        {
            await new WatchLoop(source, guarded, options, jitter, metrics, time, log).RunAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
        finally
        {
            metrics.Forget(source.Resource, source.Namespace);
        }
    }
}
