using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using Coffer.Contracts;

namespace Coffer.Cloud.Gcp;

/// <summary>
/// Requests to Google: one connection pool for its APIs, by way of the proxy, and one for the metadata server, which no proxy reaches. No
/// redirect is followed, no answer above 64 KiB is read.
/// </summary>
internal sealed class GoogleHttp(CloudOptions options, TimeProvider time) : IDisposable
{
    private const long MaxAnswer = 64 * 1024;

    // A new address of a name is noticed after this time at the latest.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly HttpMessageInvoker _apis = new(Handler(options, options.Proxy));
    private readonly HttpMessageInvoker _metadata = new(Handler(options, proxy: null));

    /// <summary>Whatever is answered in time, or why nothing was.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The adapter's edge: whatever the transport throws becomes a failure.")]
    public async Task<Outcome<GoogleAnswer>> SendAsync(GoogleCall call, CancellationToken cancellation)
    {
        // A metadata server is on the node: where it is not there, nobody says so, and a login has other things to wait for.
        var limit = call.IsForMetadata ? options.TryTimeout / 2 : options.TryTimeout;
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            using var request = call.ToRequest();
            using var response = await (call.IsForMetadata ? _metadata : _apis).SendAsync(request, either.Token);
            await response.Content.LoadIntoBufferAsync(MaxAnswer, either.Token);
            return await ReadAsync(response, either.Token);
        }
        catch (Exception) when (timer.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return GoogleErrors.Timeout(call, limit);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            return GoogleErrors.FromException(call, exception);
        }
    }

    public void Dispose()
    {
        _apis.Dispose();
        _metadata.Dispose();
    }

    private static SocketsHttpHandler Handler(CloudOptions options, IWebProxy? proxy)
    {
        var handler = CloudTransport.Create(options, proxy);
        handler.PooledConnectionLifetime = ConnectionLifetime;
        return handler;
    }

    private async Task<GoogleAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        new((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation))
        {
            MediaType = response.Content.Headers.ContentType?.MediaType ?? "",
            IsOfMetadata = response.Headers.TryGetValues(MetadataServer.Flavor, out var flavor) && flavor.Contains(MetadataServer.Google),
            RetryAfter = RetryAfter(response.Headers.RetryAfter),
        };

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return wait > LongestWait ? LongestWait : wait > TimeSpan.Zero ? wait : null;
    }
}
