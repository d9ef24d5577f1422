using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Protobuf;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Storage;
using Coffer.Embedded.Kubernetes.Writing;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>DELETE of one object or of a selection.</summary>
internal sealed class DeleteHandler(ObjectStore store, ObjectDeleter deleter, TimeProvider time)
{
    public async Task DeleteAsync(ApiRequest request, CancellationToken cancel)
    {
        var options = await ReadOptionsAsync(request, cancel);
        var name = request.Target.Name!;
        var (last, isGone) = deleter.Delete(request.Resource, request.Key(name), name, options);
        if (!isGone)
        {
            await Respond.ObjectAsync(request, 200, last, time, cancel);
            return;
        }

        await Respond.JsonAsync(request.Http, 200, Success(request, last), cancel);
    }

    public async Task DeleteCollectionAsync(ApiRequest request, CancellationToken cancel)
    {
        if (request.Resource.Namespaced && request.Target.Namespace is null)
        {
            throw Errors.MethodNotAllowed();
        }

        var options = await ReadOptionsAsync(request, cancel);
        var selection = Selection.Of(request);
        var (objects, revision) = store.Snapshot(store.Table(request.Resource.TableName));
        var deleted = new List<StoredObject>();
        foreach (var value in objects.Where(selection.Matches))
        {
            try
            {
                deleted.Add(deleter.Delete(request.Resource, value.Key, value.Header.Name, options).Last);
            }
            catch (ApiException e) when (e.Status.Code == 404)
            {
                // Somebody else deleted it meanwhile.
            }
        }

        await WriteListAsync(request, deleted, revision, cancel);
    }

    private static async Task<DeleteOptions> ReadOptionsAsync(ApiRequest request, CancellationToken cancel)
    {
        var body = await request.ReadBodyAsync(cancel);
        var sent = body.Length == 0
            ? null
            : ProtobufReader.Read(body) ?? BodyReader.Json(body, null, "couldn't get version/kind; json parse error: ");
        var preconditions = sent.Object("preconditions");
        var propagation = request.Query("propagationPolicy") is { Length: > 0 } query ? query : sent.Text("propagationPolicy");
        if (sent.Flag("orphanDependents") || request.Flag("orphanDependents"))
        {
            propagation ??= "Orphan";
        }

        if (propagation is not (null or "Orphan" or "Foreground" or "Background"))
        {
            throw Errors.Invalid("meta.k8s.io", "DeleteOptions", "", FieldError.NotSupported(
                "propagationPolicy", propagation, ["Background", "Foreground", "Orphan"]));
        }

        return new DeleteOptions(
            preconditions.Text("uid"), preconditions.Text("resourceVersion"), propagation,
            request.IsDryRun || sent.Array("dryRun") is { Count: > 0 })
        {
            Admit = value => request.Admit("DELETE", value.Header.Name, value.ToJson(), []),
        };
    }

    private static JsonObject Success(ApiRequest request, StoredObject last)
    {
        var details = new JsonObject { ["name"] = last.Header.Name };
        if (request.Resource.Group.Length > 0)
        {
            details["group"] = request.Resource.Group;
        }

        details["kind"] = request.Resource.Plural;
        details["uid"] = last.Header.Uid;
        return new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        };
    }

    private static async Task WriteListAsync(ApiRequest request, List<StoredObject> items, long revision, CancellationToken cancel)
    {
        var output = request.Http.Response.BodyWriter;
        request.Http.Response.ContentType = Respond.JsonType;
        var version = revision.ToString(CultureInfo.InvariantCulture);
        output.Write(Encoding.UTF8.GetBytes(
            $"{{\"kind\":\"{request.Resource.ListKind}\",\"apiVersion\":\"{request.Resource.ApiVersion}\","
            + $"\"metadata\":{{\"resourceVersion\":\"{version}\"}},\"items\":["));
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            ObjectBytes.WriteItem(output, request.Resource, items[i], View.Whole);
        }

        output.Write("]}"u8);
        await output.FlushAsync(cancel);
    }
}
