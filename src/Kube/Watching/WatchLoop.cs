using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Kube.Api;
using Microsoft.Extensions.Logging;

namespace Coffer.Kube.Watching;

/// <summary>
/// List, then watch from the list's version; when a watch ends, watch on from the last version seen; when that version is forgotten, or the
/// API server has not come to it yet, or time for it, list anew.
/// </summary>
internal sealed partial class WatchLoop(
    WatchSource source, WatchReceiver receiver, KubeOptions options, Jitter jitter, KubeMetrics metrics, TimeProvider time, ILogger log)
{
    public const int ReadBuffer = 64 * 1024;

    private long _listedAt;
    private TimeSpan _relistAfter;

    public async Task RunAsync(CancellationToken cancellation)
    {
        string? version = null;
        var attempt = 0;
        var isListed = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var end = version is null ? await ListAsync(cancellation)
                : isListed ? await WatchAsync(version, cancellation)
                : await WatchOnAsync(version, cancellation);
            isListed = version is null;
            metrics.WatchEnded(source.Resource, end.Why);

            // A list that succeeds proves little: only a watch that lives starts the back-off anew.
            attempt = !end.IsSettled ? attempt + 1 : version is null ? attempt : 0;
            version = end.Version;
            if (end.Failure is { } failure)
            {
                LogBroken(log, source.Resource, source.Namespace ?? "*", failure);
                receiver.Broken(failure);
            }

            if (!end.IsSettled || end.Failure is not null)
            {
                await WaitAsync(Math.Max(0, attempt - 1), end.Failure?.RetryAfter, cancellation);
            }
        }
    }

    private Task WaitAsync(int attempt, TimeSpan? atLeast, CancellationToken cancellation)
    {
        var wait = jitter.BackOff(options.BackOffFirst, options.BackOffAtMost, attempt);
        return Task.Delay(atLeast is { } asked && asked > wait ? asked : wait, time, cancellation);
    }

    /// <summary>
    /// Watches on, unless the API server went back in time meanwhile: it takes a version that it has not come to yet without a word, and
    /// says nothing until it has, while all that was changed in between is lost.
    /// </summary>
    private async Task<WatchEnd> WatchOnAsync(string version, CancellationToken cancellation)
    {
        var (page, problem) = await ReadPageAsync(source.Latest(), static _ => { }, cancellation);
        return problem is not null ? new WatchEnd(version, "refused", problem.Failure, false)
            : WatchReading.IsBefore(page!.ResourceVersion, version) ? new WatchEnd(null, "went-back", null, true)
            : await WatchAsync(version, cancellation);
    }

    private async Task<WatchEnd> ListAsync(CancellationToken cancellation)
    {
        receiver.Listing();
        var (paged, first, token) = (true, (string?)null, (string?)null);
        while (true)
        {
            var (page, problem) = await ReadPageAsync(source.List(token, paged), item => receiver.Item(item, deleted: false), cancellation);
            if (problem is { Code: 410 } && token is not null && paged)
            {
                // The pages came slower than the API server forgets: all in one answer, read as it comes.
                (paged, first, token) = (false, null, null);
                receiver.Listing();
            }
            else if (problem is not null)
            {
                return new WatchEnd(null, "list-failed", problem.Failure, false);
            }
            else
            {
                first ??= page!.ResourceVersion;
                token = page!.Continue;
                if (token is null)
                {
                    return Listed(first);
                }
            }
        }
    }

    private WatchEnd Listed(string version)
    {
        _listedAt = time.GetTimestamp();
        _relistAfter = jitter.Stretch(options.RelistInterval);
        receiver.Listed(version);
        return receiver.IsFaulted ? new WatchEnd(null, "sink-fault", null, false) : new WatchEnd(version, "listed", null, true);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of an adapter call: each failure of the stream becomes a value.")]
    private async Task<(ListPage? Page, ApiProblem? Problem)> ReadPageAsync(
        ApiRequest request, Action<ReadOnlySequence<byte>> take, CancellationToken cancellation)
    {
        await using var stream = await source.OpenAsync(request, cancellation);
        if (stream.Problem is { } problem)
        {
            return (null, problem);
        }

        using var deadline = source.Deadline(Timeout.InfiniteTimeSpan, cancellation);
        var pipe = PipeReader.Create(stream.Content, new StreamPipeReaderOptions(bufferSize: ReadBuffer, leaveOpen: true));
        try
        {
            return (await new ListScanner(take).ReadAsync(pipe, deadline.Heard, deadline.Token), null);
        }
        catch (Exception error)
        {
            cancellation.ThrowIfCancellationRequested();
            return (null,
                error is JsonException ? new ApiProblem(Failures.Unreadable(request, error)) : Failures.FromTransport(request, error));
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private async Task<WatchEnd> WatchAsync(string version, CancellationToken cancellation)
    {
        var request = source.Watch(version);
        await using var stream = await source.OpenAsync(request, cancellation);
        if (stream.Problem is { } problem)
        {
            return problem.Code == 410
                ? new WatchEnd(null, "expired", null, false)
                : new WatchEnd(version, "refused", problem.Failure, false);
        }

        receiver.Progress(version);
        using var deadline = source.Deadline(_relistAfter - time.GetElapsedTime(_listedAt), cancellation);
        return await new WatchReading(request, receiver, deadline, time, version).ReadAsync(stream.Content, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "List or watch of {Resource} in {Namespace} failed, trying again: {Failure}")]
    private static partial void LogBroken(ILogger log, string resource, string @namespace, Failure failure);
}
