using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Storage;
using Coffer.Embedded.Kubernetes.Writing;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>POST and PUT of objects.</summary>
internal sealed class WriteHandler(ObjectStore store, ObjectWriter writer, TimeProvider time)
{
    public async Task CreateAsync(ApiRequest request, CancellationToken cancel)
    {
        if (request.Target.Name is not null || (request.Resource.Namespaced && request.Target.Namespace is null))
        {
            throw Errors.MethodNotAllowed();
        }

        var (value, duplicates) = await request.ReadObjectAsync(cancel);
        var context = request.Write(value.Object("metadata").Text("name"));
        ObjectDecoder.Decode(context, value, duplicates);
        Targets.CheckNamespace(request, value);
        if (!string.IsNullOrEmpty(value.Metadata().Text("resourceVersion")))
        {
            throw new ApiException(new ApiStatus(500, null, "resourceVersion should not be set on objects to be created"));
        }

        var stored = writer.Create(context, value);
        Respond.Warn(request.Http, context.Warnings);
        await Respond.ObjectAsync(request, 201, stored, time, cancel);
    }

    public async Task ReplaceAsync(ApiRequest request, CancellationToken cancel)
    {
        var (value, duplicates) = await request.ReadObjectAsync(cancel);
        var context = request.Write();
        ObjectDecoder.Decode(context, value, duplicates);
        Targets.CheckNamespace(request, value);
        Targets.CheckName(request, value);
        var (stored, created) = Replace(request.Resource, context, value);
        Respond.Warn(request.Http, context.Warnings);
        await Respond.ObjectAsync(request, created ? 201 : 200, stored, time, cancel);
    }

    private (StoredObject Stored, bool Created) Replace(ResourceDefinition resource, WriteContext context, JsonObject value)
    {
        var isThere = store.Table(resource.TableName).Find(context.Key) is not null;
        if (!isThere && resource.CreatesOnUpdate && context.Subresource.Length == 0)
        {
            return (writer.Create(context, value), true);
        }

        return (writer.Update(context, current => CheckUid(context, current, value.Copy())), false);
    }

    /// <summary>A PUT's uid is a precondition, where a patch's is a change of an immutable field.</summary>
    private static JsonObject CheckUid(WriteContext context, JsonObject current, JsonObject value)
    {
        var (wanted, actual) = (value.Metadata().Text("uid"), current.Metadata().Text("uid"));
        return string.IsNullOrEmpty(wanted) || wanted == actual
            ? value
            : throw Errors.Conflict(
                context.Resource,
                context.Name!,
                $"StorageError: invalid object, Code: 4, Key: {StorageKey(context)}, ResourceVersion: 0, AdditionalErrorMsg: "
                + $"Precondition failed: UID in precondition: {wanted}, UID in object meta: {actual}");
    }

    /// <summary>etcd's key: that of a custom kind names its group too.</summary>
    private static string StorageKey(WriteContext context) =>
        $"/registry/{(context.Resource.IsCustom ? $"{context.Resource.Group}/" : "")}{context.Resource.Plural}/{context.Key}";
}
