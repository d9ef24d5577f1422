using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Cloud.Aws;

/// <summary>
/// Requests to services of Amazon. Each has a connection of its own: they are as rare as logins, and a connection that one namespace may
/// make must not serve another. No redirect is followed, and no answer above 64 KiB is read.
/// </summary>
internal sealed class AwsHttp(CloudOptions options, TimeProvider time, IApiAddress? apiServer = null)
{
    private const long MaxAnswer = 64 * 1024;

    /// <summary>As Amazon's own libraries have it.</summary>
    private static readonly TimeSpan NearbyLimit = TimeSpan.FromSeconds(1);

    private readonly ChosenAddress _chosen = new(options.Reach, apiServer?.Address);

    /// <summary>Whatever is answered in time, or why nothing was.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The adapter's edge: whatever the transport throws becomes a failure.")]
    public async Task<Outcome<AwsAnswer>> SendAsync(AwsCall call, CancellationToken cancellation)
    {
        if (call.ChosenIn is { } chosenIn && _chosen.Objection(chosenIn, call.Url) is { } objection)
        {
            return AwsErrors.Create(call, FailureKind.Misconfigured, objection);
        }

        var limit = call.IsNearby && NearbyLimit < options.TryTimeout ? NearbyLimit : options.TryTimeout;
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            return await AskAsync(call, either.Token);
        }
        catch (Exception) when (timer.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return AwsErrors.Create(call, FailureKind.Timeout, $"no whole answer within {limit.TotalSeconds:0.###} s");
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            return AwsErrors.FromException(call, exception);
        }
    }

    private async Task<AwsAnswer> AskAsync(AwsCall call, CancellationToken cancellation)
    {
        using var http = new HttpMessageInvoker(Handler(call));
        using var request = call.ToRequest();
        using var response = await http.SendAsync(request, cancellation);
        await response.Content.LoadIntoBufferAsync(MaxAnswer, cancellation);
        return new AwsAnswer(
            (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation),
            response.Content.Headers.ContentType?.MediaType ?? "");
    }

    private SocketsHttpHandler Handler(AwsCall call)
    {
        var proxy = call.IsNearby || options.Proxy?.IsBypassed(call.Url) != false ? null : options.Proxy;
        var handler = CloudTransport.Create(options, proxy);
        // A proxy is the operator's choice, and finds the address of the name itself.
        if (call.ChosenIn is { } chosenIn && proxy is null)
        {
            handler.ConnectCallback = async (_, token) => await OpenAsync(chosenIn, call.Url, token);
        }

        return handler;
    }

    private async Task<Stream> OpenAsync(string chosenIn, Uri url, CancellationToken cancellation)
    {
        var addresses = await _chosen.ResolveAsync(chosenIn, url, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, url.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
