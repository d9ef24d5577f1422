using Coffer.Embedded.Kubernetes.Handlers;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Hosting;

/// <summary>Which handler answers which verb.</summary>
internal sealed record ApiRoutes(
    DiscoveryHandler Discovery,
    ReadHandler Read,
    ListHandler List,
    WatchHandler Watch,
    WriteHandler Write,
    PatchHandler Patch,
    DeleteHandler Delete,
    TokenHandler Token,
    ReviewHandler Review)
{
    public Task RunAsync(ApiRequest request, string verb, CancellationToken cancel)
    {
        if (ReviewKinds.All.Contains(request.Resource))
        {
            return Review.HandleAsync(request, cancel);
        }

        return (verb, request.Target.Subresource) switch
        {
            ("create", "token") when request.Resource.QualifiedPlural == "serviceaccounts" => Token.HandleAsync(request, cancel),
            (_, "status") when !request.Resource.HasStatus => Respond.NoSuchPathAsync(request.Http, cancel),
            (_, not ("" or "status")) => Respond.NoSuchPathAsync(request.Http, cancel),
            ("get", _) => Read.HandleAsync(request, cancel),
            ("update", _) when request.Target.Name is not null => Write.ReplaceAsync(request, cancel),
            ("patch", _) when request.Target.Name is not null => Patch.HandleAsync(request, cancel),
            (_, "status") => throw Errors.MethodNotAllowed(),
            ("list", _) => List.HandleAsync(request, cancel),
            ("watch", _) => Watch.HandleAsync(request, cancel),
            ("create", _) => Write.CreateAsync(request, cancel),
            ("delete", _) => Delete.DeleteAsync(request, cancel),
            ("deletecollection", _) => Delete.DeleteCollectionAsync(request, cancel),
            _ => throw Errors.MethodNotAllowed(),
        };
    }
}
