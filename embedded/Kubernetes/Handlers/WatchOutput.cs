using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Storage;
using Coffer.Embedded.Kubernetes.Tables;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>Writes one watch's events.</summary>
internal sealed class WatchOutput(ApiRequest request, View view, Selection selection, TimeProvider time)
{
    private const int Large = 64 * 1024;

    private readonly PipeWriter _output = request.Http.Response.BodyWriter;

    public void WriteInitial(StoredObject value)
    {
        if (selection.Matches(value))
        {
            WriteEvent("ADDED"u8, value);
        }
    }

    /// <summary>An object that leaves the selection looks deleted, one that enters looks new.</summary>
    public void WriteChange(Change change)
    {
        var was = change.Previous is not null && selection.Matches(change.Previous);
        var matches = !change.IsDeletion && selection.Matches(change.Current);
        if (was || matches)
        {
            WriteEvent(!matches ? "DELETED"u8 : was ? "MODIFIED"u8 : "ADDED"u8, change.Current);
        }
    }

    public void WriteBookmark(long revision, bool endsInitialEvents)
    {
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        if (endsInitialEvents)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        var (kind, apiVersion) = view == View.Whole
            ? (request.Resource.Kind, request.Resource.ApiVersion)
            : ("PartialObjectMetadata", "meta.k8s.io/v1");
        WriteJson("BOOKMARK", new JsonObject { ["kind"] = kind, ["apiVersion"] = apiVersion, ["metadata"] = metadata });
    }

    public void WriteError(ApiStatus status) => WriteJson("ERROR", status.ToJson());

    public async ValueTask FlushAsync(CancellationToken cancel) => await _output.FlushAsync(cancel);

    public async ValueTask FlushIfLargeAsync(CancellationToken cancel)
    {
        if (_output.UnflushedBytes > Large)
        {
            await _output.FlushAsync(cancel);
        }
    }

    private void WriteEvent(ReadOnlySpan<byte> type, StoredObject value)
    {
        _output.Write("{\"type\":\""u8);
        _output.Write(type);
        _output.Write("\",\"object\":"u8);
        if (view == View.Table)
        {
            _output.Write(
                JsonText.ToBytes(TablePrinter.Print(request.Resource, [value], value.Revision, time.GetUtcNow(), request.WantsWholeRows)));
        }
        else
        {
            ObjectBytes.WriteObject(_output, request.Resource, value, view);
        }

        _output.Write("}\n"u8);
    }

    private void WriteJson(string type, JsonObject value)
    {
        _output.Write(JsonText.ToBytes(new JsonObject { ["type"] = type, ["object"] = value }));
        _output.Write("\n"u8);
    }
}
