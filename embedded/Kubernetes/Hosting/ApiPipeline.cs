using System.Diagnostics.CodeAnalysis;
using Coffer.Embedded.Kubernetes.Access;
using Coffer.Embedded.Kubernetes.Handlers;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Kubernetes.Hosting;

/// <summary>The way of a request: understood, counted, hit by faults, authenticated, authorized, carried out.</summary>
internal sealed class ApiPipeline(
    ResourceRegistry registry,
    Authenticator authenticator,
    RoleAuthorizer authorizer,
    ApiRoutes routes,
    RequestLog log,
    Faults faults,
    Admission admission,
    TimeProvider time)
{
    [SuppressMessage("Design", "CA1031", Justification = "The edge of the server: a bug becomes a 500, as in the real one.")]
    public async Task HandleAsync(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var target = RequestTarget.Parse(http.Request.Path.Value ?? "/");
        var request = Describe(http, target);
        log.Arrived(request);
        try
        {
            var user = authenticator.Authenticate(http.Request.Headers);
            request = request with { User = user.Name };
            var fault = faults.Take(request);
            if (fault is not null && await FaultRunner.RunAsync(http, fault, request, time, cancel))
            {
                return;
            }

            if (fault?.Action is FaultAction.LoseAnswer)
            {
                await FaultRunner.LoseAnswerAsync(http, () => CarryOutAsync(http, target, request, user, cancel));
                return;
            }

            await CarryOutAsync(http, target, request, user, cancel);
        }
        catch (ApiException e) when (!http.Response.HasStarted)
        {
            await Respond.StatusAsync(http, e.Status, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The client is gone.
        }
        catch (Exception e) when (!http.Response.HasStarted && !cancel.IsCancellationRequested)
        {
            await Respond.StatusAsync(http, new ApiStatus(500, "InternalError", $"Internal error occurred: {e}"), CancellationToken.None);
        }
        finally
        {
            log.Finished(
                request with { StatusCode = cancel.IsCancellationRequested && !http.Response.HasStarted ? 0 : http.Response.StatusCode });
        }
    }

    private KubeRequest Describe(HttpContext http, RequestTarget? target)
    {
        var query = http.Request.Query;
        var watch = query["watch"].ToString() is "true" or "1";
        return new KubeRequest(
            target?.VerbOf(http.Request.Method, watch) ?? http.Request.Method.ToLowerInvariant(),
            target?.Group ?? "",
            target?.Version ?? "",
            target?.Namespace ?? "",
            target?.Resource ?? "",
            target?.Name ?? "",
            target?.Subresource ?? "",
            ApiRequest.MediaType(http.Request))
        {
            Path = http.Request.Path + http.Request.QueryString,
            UserAgent = http.Request.Headers.UserAgent.ToString(),
            Accept = http.Request.Headers.Accept.ToString(),
            FieldManager = query["fieldManager"].ToString(),
            Time = time.GetUtcNow(),
        };
    }

    private async Task CarryOutAsync(HttpContext http, RequestTarget? target, KubeRequest request, UserInfo user, CancellationToken cancel)
    {
        var question = new AccessQuestion(
            request.Verb, request.Group, request.Resource, request.Subresource, request.Namespace, request.Name,
            http.Request.Path.Value ?? "");
        if (!authorizer.IsAllowed(user, question))
        {
            throw Denials.For(user.Name, question);
        }

        if (target is null)
        {
            await routes.Discovery.HandleAsync(http, cancel);
            return;
        }

        var resource = registry.Find(target.Group, target.Version, target.Resource)
            ?? ReviewKinds.Find(target.Group, target.Version, target.Resource);
        if (resource is null || (!resource.Namespaced && target.Namespace is not null)
            || (resource.Namespaced && target is { Name: not null, Namespace: null }))
        {
            await Respond.NoSuchPathAsync(http, cancel);
            return;
        }

        await routes.RunAsync(new ApiRequest(http, target, resource, user, request, admission), request.Verb, cancel);
    }
}
