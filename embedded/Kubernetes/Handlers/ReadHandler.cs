using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Storage;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>GET of one object.</summary>
internal sealed class ReadHandler(ObjectStore store, TimeProvider time)
{
    public Task HandleAsync(ApiRequest request, CancellationToken cancel)
    {
        var name = request.Target.Name!;
        var value = store.Table(request.Resource.TableName).Find(request.Key(name)) ?? throw Errors.NotFound(request.Resource, name);
        return Respond.ObjectAsync(request, 200, value, time, cancel);
    }
}
