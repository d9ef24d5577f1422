using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using Coffer.Contracts;

namespace Coffer.Kube.Api;

/// <summary>The real one, over the connection that the kubeconfig or the pod's ServiceAccount describes.</summary>
internal sealed class ApiServer(
    KubeConnection connection, KubeOptions options, ApiPauses pauses, KubeMetrics metrics, ApiHealth health, TimeProvider time) : IApiServer
{
    private const long LargestAnswer = 16 * 1024 * 1024;

    private readonly RequestSlots _slots = new(options.MaxRequestsInFlight, options.MaxRequestsOfNamespace);

    public Task<ApiAnswer> SendAsync(ApiRequest request, CancellationToken cancellation) =>
        AttemptAsync(
            request, ReadWholeAsync, static problem => new ApiAnswer(default, problem), static answer => answer.Problem, cancellation);

    public Task<ApiStream> OpenAsync(ApiRequest request, CancellationToken cancellation) =>
        AttemptAsync(
            request, OpenStreamAsync, static problem => new ApiStream(null, null, problem), static stream => stream.Problem, cancellation);

    [SuppressMessage("Design", "CA1031", Justification = "The edge of every adapter call: each failure of the transport becomes a value.")]
    private async Task<T> AttemptAsync<T>(
        ApiRequest request, Func<ApiRequest, CancellationToken, Task<T>> attempt, Func<ApiProblem, T> refuse,
        Func<T, ApiProblem?> problemOf,
        CancellationToken cancellation)
    {
        if (!request.Target.IsSound)
        {
            return refuse(Failures.Unsound(request));
        }

        var patience = request.Limit ?? options.RequestTimeout;
        using var span = Traces.Request("Kubernetes", request.Operation);
        span?.SetTag("k8s.namespace.name", request.Target.Namespace).SetTag("coffer.object", request.Target.Name);
        var started = time.GetTimestamp();
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        T result;
        try
        {
            result = await pauses.PassAsync(request, patience, both.Token) ? await attempt(request, both.Token) : refuse(Paused(request));
        }
        catch (Exception error)
        {
            cancellation.ThrowIfCancellationRequested();
            result = refuse(Failures.FromTransport(request, error));
        }

        var failure = problemOf(result)?.Failure;
        span.End(failure);
        health.Note(failure);
        metrics.Requested(request.Verb, request.Target.Type.Plural, failure?.Kind.ToString() ?? "ok", time.GetElapsedTime(started));
        return result;
    }

    private async Task<ApiAnswer> ReadWholeAsync(ApiRequest request, CancellationToken cancellation)
    {
        using var place = await _slots.EnterAsync(request.Target.Namespace, cancellation);
        using var response = await ExchangeAsync(connection.Http, request, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            return new ApiAnswer(default, await RefusalAsync(request, response, cancellation));
        }

        await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellation);
        return new ApiAnswer(await response.Content.ReadAsByteArrayAsync(cancellation), null)
        {
            FieldsLost = WarnsOfLostFields(response.Headers),
            Date = response.Headers.Date,
        };
    }

    private async Task<ApiStream> OpenStreamAsync(ApiRequest request, CancellationToken cancellation)
    {
        var response = await ExchangeAsync(connection.Streams, request, cancellation);
        try
        {
            if (response.IsSuccessStatusCode)
            {
                var stream = new ApiStream(response, await response.Content.ReadAsStreamAsync(cancellation), null);
                response = null;
                return stream;
            }

            return new ApiStream(null, null, await RefusalAsync(request, response, cancellation));
        }
        finally
        {
            response?.Dispose();
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync(HttpClient http, ApiRequest request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(request.Method, connection.UriOf(request));
        message.Version = System.Net.HttpVersion.Version20;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.BodyType);
        }

        await connection.AuthorizeAsync(message, cancellation);
        return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    private async Task<ApiProblem> RefusalAsync(ApiRequest request, HttpResponseMessage response, CancellationToken cancellation)
    {
        await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        var problem = Failures.FromAnswer(request, (int)response.StatusCode, body, Failures.RetryAfter(response.Headers, time));
        if (problem.Failure is { Kind: FailureKind.Throttled, RetryAfter: { } wait })
        {
            // A Status object comes from a webhook or a rate limit of one kind; what the server says for itself is plain text.
            pauses.Extend(request, response.Content.Headers.ContentType?.MediaType != MediaTypes.Json, wait);
        }

        return problem;
    }

    private ApiProblem Paused(ApiRequest request) =>
        new(new Failure(FailureKind.Throttled, $"{request}: not sent, the API server asked for a pause")
        {
            RetryAfter = pauses.Remaining(request),
        }, 429);

    /// <summary>As recorded: <c>299 - "unknown field \"status.history\""</c>, several joined by commas.</summary>
    private static bool WarnsOfLostFields(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues("Warning", out var warnings)
        && warnings.Any(w => w.Contains("unknown field", StringComparison.Ordinal));
}
