using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Storage;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>WATCH: one JSON document per line until the time is up.</summary>
internal sealed class WatchHandler(ObjectStore store, TimeProvider time, TimeSpan bookmarkInterval)
{
    // The server closes a watch without a time limit of its own after 30 to 60 minutes.
    private static readonly TimeSpan ShortestDefault = TimeSpan.FromMinutes(30);
    private const long MaxSeconds = 24 * 60 * 60;
    private static readonly TimeSpan BookmarkBeforeEnd = TimeSpan.FromSeconds(2);

    public async Task HandleAsync(ApiRequest request, CancellationToken cancel)
    {
        ListParameters.CheckWatch(request);
        var view = ViewOf(request);
        var selection = Selection.Of(request);
        var initial = request.Flag("sendInitialEvents");
        var version = WatchVersion(request);
        var table = store.Table(request.Resource.TableName);
        var (watcher, objects, revision) = store.Watch(table, initial || version is null or 0 ? null : version);
        var output = new WatchOutput(request, view, selection, time);
        request.Http.Response.ContentType = Respond.JsonType;
        if (watcher is null)
        {
            output.WriteError(Errors.WatchExpired(version!.Value, revision));
            await output.FlushAsync(cancel);
            return;
        }

        try
        {
            await request.Http.Response.StartAsync(cancel);
            await SendInitialAsync(output, objects, request, initial, revision, cancel);
            await SendChangesAsync(request, output, watcher, revision, cancel);
        }
        finally
        {
            store.Unwatch(table, watcher);
        }
    }

    private static async Task SendInitialAsync(
        WatchOutput output, ImmutableSortedSet<StoredObject> objects, ApiRequest request, bool initial, long revision,
        CancellationToken cancel)
    {
        if (!initial && request.Query("sendInitialEvents") == "false")
        {
            objects = objects.Clear();
        }

        foreach (var value in objects)
        {
            output.WriteInitial(value);
            await output.FlushIfLargeAsync(cancel);
        }

        if (initial && request.Flag("allowWatchBookmarks"))
        {
            output.WriteBookmark(revision, endsInitialEvents: true);
        }

        await output.FlushAsync(cancel);
    }

    private async Task SendChangesAsync(ApiRequest request, WatchOutput output, Watcher watcher, long since, CancellationToken cancel)
    {
        var end = time.GetUtcNow() + Limit(request);
        var bookmarks = request.Flag("allowWatchBookmarks");
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, watcher.Closed);
        var nextBookmark = bookmarks ? NextBookmark(end) : DateTimeOffset.MaxValue;
        while (!linked.IsCancellationRequested && !watcher.Changes.Completion.IsCompleted && time.GetUtcNow() < end)
        {
            var wake = nextBookmark < end && !watcher.IsFrozen ? nextBookmark : end;
            await WaitAsync(watcher.Changes, wake - time.GetUtcNow(), linked.Token);
            // Taken before the queue is emptied: a bookmark must never run ahead of an event.
            var settled = store.SettledRevision();
            await DrainAsync(output, watcher, since, cancel);
            if (time.GetUtcNow() >= nextBookmark && !watcher.IsFrozen)
            {
                // Who watches from a version that has not come yet hears nothing, bookmarks included.
                if (settled >= since)
                {
                    output.WriteBookmark(settled, endsInitialEvents: false);
                }

                nextBookmark = NextBookmark(end);
            }

            await output.FlushAsync(cancel);
        }
    }

    private static async Task DrainAsync(WatchOutput output, Watcher watcher, long since, CancellationToken cancel)
    {
        while (watcher.TryTake(out var change))
        {
            if (!watcher.IsFrozen && (change.Revision > since || watcher.IsOfThePast))
            {
                output.WriteChange(change);
                await output.FlushIfLargeAsync(cancel);
            }
        }
    }

    private DateTimeOffset NextBookmark(DateTimeOffset end)
    {
        var now = time.GetUtcNow();
        var regular = now + bookmarkInterval;
        var last = end - BookmarkBeforeEnd;
        return last > now && last < regular ? last : regular < end ? regular : DateTimeOffset.MaxValue;
    }

    /// <summary>Returns when there is something to read, when the time is up, or when the watch ends.</summary>
    private async Task WaitAsync(ChannelReader<Change> changes, TimeSpan patience, CancellationToken cancel)
    {
        if (changes.TryPeek(out _) || patience <= TimeSpan.Zero)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            await changes.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The loop looks at what ended the wait.
        }
    }

    private static TimeSpan Limit(ApiRequest request) =>
        long.TryParse(request.Query("timeoutSeconds"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, MaxSeconds))
            : ShortestDefault * (1 + Random.Shared.NextDouble());

    private static View ViewOf(ApiRequest request)
    {
        var accept = request.Http.Request.Headers.Accept.ToString();
        return accept.Contains("as=PartialObjectMetadataList", StringComparison.Ordinal)
            && !accept.Contains("as=PartialObjectMetadata;", StringComparison.Ordinal)
            ? Negotiation.Choose(request.Http.Request, isList: true)
            : Negotiation.Choose(request.Http.Request, isList: false);
    }

    /// <exception cref="ApiException">500: a watch, unlike a list, fails so when the version is not a number.</exception>
    private static long? WatchVersion(ApiRequest request)
    {
        try
        {
            return ListParameters.Version(request);
        }
        catch (ApiException e)
        {
            throw new ApiException(
                e.Status with { Code = 500, Reason = "InternalError", Message = $"Internal error occurred: {e.Status.Message}" });
        }
    }
}
