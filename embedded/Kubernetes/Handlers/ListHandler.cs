using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Storage;
using Coffer.Embedded.Kubernetes.Tables;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>LIST: selectors, pages, and the resourceVersion's three meanings (any, not older than, exactly).</summary>
internal sealed class ListHandler(ObjectStore store, TimeProvider time)
{
    private sealed record Page(IReadOnlyList<StoredObject> Items, long Revision, string? Continue, long? Remaining);

    public async Task HandleAsync(ApiRequest request, CancellationToken cancel)
    {
        var view = Negotiation.Choose(request.Http.Request, isList: true);
        var page = Take(request, Selection.Of(request));
        if (view == View.Table)
        {
            var table = TablePrinter.Print(request.Resource, page.Items, page.Revision, time.GetUtcNow(), request.WantsWholeRows);
            table["metadata"] = Metadata(page);
            await Respond.JsonAsync(request.Http, 200, table, cancel);
            return;
        }

        var response = request.Http.Response;
        response.ContentType = Respond.JsonType;
        var (kind, apiVersion) = view == View.Metadata
            ? ("PartialObjectMetadataList", "meta.k8s.io/v1")
            : (request.Resource.ListKind, request.Resource.ApiVersion);
        var metadata = Encoding.UTF8.GetString(JsonText.ToBytes(Metadata(page)));
        await response.BodyWriter.WriteAsync(
            Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind}\",\"apiVersion\":\"{apiVersion}\",\"metadata\":{metadata},\"items\":["), cancel);
        for (var i = 0; i < page.Items.Count; i++)
        {
            if (i > 0)
            {
                response.BodyWriter.Write(","u8);
            }

            ObjectBytes.WriteItem(response.BodyWriter, request.Resource, page.Items[i], view);
            if (response.BodyWriter.UnflushedBytes > 64 * 1024)
            {
                await response.BodyWriter.FlushAsync(cancel);
            }
        }

        response.BodyWriter.Write("]}"u8);
        await response.BodyWriter.FlushAsync(cancel);
    }

    private Page Take(ApiRequest request, Selection selection)
    {
        var token = request.Query("continue") is { Length: > 0 } text ? ContinueToken.Parse(text) : null;
        var limit = ListParameters.Limit(request);
        var (objects, revision, ignoresLimit) = Snapshot(request, token, limit);
        var prefix = selection.Namespace is null ? "" : $"{selection.Namespace}/";
        var (first, end) = Range(objects, prefix, token);
        var items = new List<StoredObject>();
        for (var i = first; i < end; i++)
        {
            var value = objects[i];
            if (!selection.Matches(value))
            {
                continue;
            }

            if (limit > 0 && !ignoresLimit && items.Count == limit)
            {
                var next = new ContinueToken(revision, $"{StartOf(items[^1].Key, prefix)}\0");
                return new Page(items, revision, next.ToString(), selection.IsWhole ? end - i : null);
            }

            items.Add(value);
        }

        return new Page(items, revision, null, null);
    }

    private (ImmutableSortedSet<StoredObject> Objects, long Revision, bool IgnoresLimit) Snapshot(
        ApiRequest request, ContinueToken? token, int limit)
    {
        var table = store.Table(request.Resource.TableName);
        var version = ListParameters.Version(request);
        if (token is not null)
        {
            return Continued(table, token, version);
        }

        var exact = ListParameters.IsExact(request, version, limit);
        if (exact)
        {
            RefuseFuture(version!.Value);
            var past = store.SnapshotAt(table, version.Value) ?? throw Errors.ListExpired();
            return (past, version.Value, false);
        }

        RefuseFuture(version ?? 0);
        var (objects, revision) = store.Snapshot(table);
        return (objects, revision, version == 0);
    }

    private (ImmutableSortedSet<StoredObject> Objects, long Revision, bool IgnoresLimit) Continued(
        ObjectTable table, ContinueToken token, long? version)
    {
        if (version is > 0)
        {
            throw Errors.BadRequest("specifying resource version is not allowed when using continue");
        }

        if (token.Revision > 0)
        {
            var past = store.SnapshotAt(table, token.Revision) ?? throw Errors.ContinueExpired((token with { Revision = -1 }).ToString());
            return (past, token.Revision, false);
        }

        var (objects, revision) = store.Snapshot(table);
        return (objects, revision, false);
    }

    private void RefuseFuture(long version)
    {
        if (version > store.Revision)
        {
            throw Errors.VersionTooLarge(version, store.Revision);
        }
    }

    /// <summary>The positions of the first object to look at and of the first one behind the namespace.</summary>
    private static (int First, int End) Range(ImmutableSortedSet<StoredObject> objects, string prefix, ContinueToken? token)
    {
        var start = token is null ? prefix : prefix + token.Start.TrimStart('/');
        var first = Seek(objects, start);
        // '0' follows '/', so this is behind every key of the namespace.
        var end = prefix.Length == 0 ? objects.Count : Seek(objects, $"{prefix[..^1]}0");
        return (first, end);
    }

    private static int Seek(ImmutableSortedSet<StoredObject> objects, string key)
    {
        var (low, high) = (0, objects.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(objects[middle].Key, key) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static string StartOf(string key, string prefix) => $"/{key[prefix.Length..]}";

    private static JsonObject Metadata(Page page)
    {
        var metadata = new JsonObject { ["resourceVersion"] = page.Revision.ToString(CultureInfo.InvariantCulture) };
        if (page.Continue is not null)
        {
            metadata["continue"] = page.Continue;
        }

        if (page.Remaining is { } remaining)
        {
            metadata["remainingItemCount"] = remaining;
        }

        return metadata;
    }
}
