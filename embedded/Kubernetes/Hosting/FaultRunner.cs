using Coffer.Embedded.Kubernetes.Access;
using Coffer.Embedded.Kubernetes.Handlers;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.Embedded.Kubernetes.Responses;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Kubernetes.Hosting;

/// <summary>Lets a fault act on a request.</summary>
internal static class FaultRunner
{
    private static readonly Dictionary<int, string> Reasons = new()
    {
        [400] = "BadRequest",
        [401] = "Unauthorized",
        [403] = "Forbidden",
        [404] = "NotFound",
        [409] = "Conflict",
        [410] = "Expired",
        [422] = "Invalid",
        [429] = "TooManyRequests",
        [500] = "InternalError",
        [503] = "ServiceUnavailable",
        [504] = "Timeout",
    };

    /// <returns>Whether the request is done with.</returns>
    public static async Task<bool> RunAsync(HttpContext http, Fault fault, KubeRequest request, TimeProvider time, CancellationToken cancel)
    {
        switch (fault.Action)
        {
            case FaultAction.Answer answer:
                var status = new ApiStatus(answer.Code, answer.Reason ?? Reasons.GetValueOrDefault(answer.Code), answer.Message
                    ?? "injected fault")
                {
                    RetryAfterSeconds = answer.RetryAfterSeconds,
                };
                await Respond.StatusAsync(http, status, cancel);
                return true;
            case FaultAction.Deny:
                throw Denials.For(request.User, new AccessQuestion(
                    request.Verb, request.Group, request.Resource, request.Subresource, request.Namespace, request.Name, request.Path));
            case FaultAction.Raw raw:
                http.Response.StatusCode = raw.Code;
                http.Response.ContentType = raw.ContentType;
                await http.Response.WriteAsync(raw.Body, cancel);
                return true;
            case FaultAction.Drop:
                http.Abort();
                return true;
            case FaultAction.Hang:
                await HoldAsync(Timeout.InfiniteTimeSpan, fault, time, cancel);
                http.Abort();
                return true;
            case FaultAction.Delay delay:
                await HoldAsync(delay.Time, fault, time, cancel);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Carries the request out where nobody sees its answer.</summary>
    public static async Task LoseAnswerAsync(HttpContext http, Func<Task> carryOut)
    {
        http.Response.Body = Stream.Null;
        try
        {
            await carryOut();
        }
        catch (ApiException)
        {
            // Its answer is lost as well.
        }
        finally
        {
            http.Abort();
        }
    }

    private static async Task HoldAsync(TimeSpan length, Fault fault, TimeProvider time, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, fault.Removed);
        try
        {
            await Task.Delay(length, time, either.Token);
        }
        catch (OperationCanceledException) when (fault.Removed.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // The fault was lifted.
        }
    }
}
