using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Access;
using Coffer.Embedded.Kubernetes.Apply;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Patching;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Storage;
using Coffer.Embedded.Kubernetes.Writing;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>PATCH in its four forms.</summary>
internal sealed class PatchHandler(
    ObjectStore store, ObjectWriter writer, FieldOwnership ownership, RoleAuthorizer authorizer, TimeProvider time)
{
    public const string JsonPatchType = "application/json-patch+json";
    public const string MergePatchType = "application/merge-patch+json";
    public const string StrategicType = "application/strategic-merge-patch+json";
    public const string ApplyType = "application/apply-patch+yaml";

    public async Task HandleAsync(ApiRequest request, CancellationToken cancel)
    {
        var context = request.Write();
        var body = await request.ReadBodyAsync(cancel);
        if (request.ContentType == ApplyType)
        {
            await ApplyAsync(request, context, body, cancel);
            return;
        }

        var change = Change(request, body);
        if (request.Query("force").Length > 0)
        {
            throw InvalidOptions(FieldError.Forbidden("force", "may not be specified for non-apply patch"));
        }

        var stored = writer.Update(context, current => Patched(request, context, change(current)));
        Respond.Warn(request.Http, [.. context.Warnings.Distinct()]);
        await Respond.ObjectAsync(request, 200, stored, time, cancel);
    }

    private static Func<JsonObject, JsonObject> Change(ApiRequest request, byte[] body)
    {
        switch (request.ContentType)
        {
            case JsonPatchType:
                return JsonPatch.Read(BodyReader.Element(body, "error decoding patch: ")).Apply;
            case MergePatchType:
                var changes = AsObject(BodyReader.Json(body, null, "error decoding patch: "));
                return current => (JsonObject)MergePatch.Apply(current, changes)!;
            case StrategicType when !request.Resource.IsCustom:
                var strategic = AsObject(BodyReader.Json(body, null, "error decoding patch: "));
                return current => StrategicMergePatch.Apply(current, strategic, request.Resource.Schema);
            default:
                throw Errors.UnknownFormat(request.Resource.IsCustom
                    ? [JsonPatchType, MergePatchType, ApplyType]
                    : [JsonPatchType, MergePatchType, StrategicType, ApplyType]);
        }
    }

    private static JsonObject AsObject(JsonNode? patch) => patch as JsonObject
        ?? throw Errors.BadRequest(
            $"error decoding patch: json: cannot unmarshal {patch.TypeName()} into Go value of type map[string]interface {{}}");

    private static JsonObject Patched(ApiRequest request, WriteContext context, JsonObject value)
    {
        if (value.Text("kind") != request.Resource.Kind || value.Text("apiVersion") != request.Resource.ApiVersion)
        {
            throw Errors.BadRequest($"the patch must not change apiVersion or kind of {request.Resource.QualifiedPlural}");
        }

        ObjectDecoder.DecodePatched(context, value);
        Targets.CheckNamespace(request, value);
        Targets.CheckName(request, value);
        return value;
    }

    private async Task ApplyAsync(ApiRequest request, WriteContext context, byte[] body, CancellationToken cancel)
    {
        if (request.Query("fieldManager").Length == 0)
        {
            throw InvalidOptions(FieldError.Required("fieldManager", "is required for apply patch"));
        }

        var applied = BodyReader.Yaml(body, "error decoding YAML: ") as JsonObject
            ?? throw Errors.BadRequest("error decoding YAML: not an object");
        CheckApplied(request, applied);
        ObjectDecoder.Decode(context, applied, []);
        Targets.CheckNamespace(request, applied);
        applied.Metadata()["name"] ??= request.Target.Name;
        Targets.CheckName(request, applied);
        var (stored, created) = Apply(request, context, applied);
        Respond.Warn(request.Http, context.Warnings);
        await Respond.ObjectAsync(request, created ? 201 : 200, stored, time, cancel);
    }

    private static void CheckApplied(ApiRequest request, JsonObject applied)
    {
        if (string.IsNullOrEmpty(applied.Text("apiVersion")) || string.IsNullOrEmpty(applied.Text("kind")))
        {
            throw Errors.BadRequest($"invalid object type: {applied.Text("apiVersion")}, Kind={applied.Text("kind")}");
        }

        if (applied.Object("metadata").Array("managedFields") is { Count: > 0 })
        {
            throw Errors.BadRequest("metadata.managedFields must be nil");
        }

        if (request.Target.Namespace is { } ns)
        {
            applied.Metadata()["namespace"] ??= ns;
        }
    }

    private (StoredObject Stored, bool Created) Apply(ApiRequest request, WriteContext context, JsonObject applied)
    {
        var table = store.Table(request.Resource.TableName);
        while (true)
        {
            if (table.Find(context.Key) is not null)
            {
                return (writer.Update(context, current => Merged(context, current, applied.Copy()), applied: true), false);
            }

            if (context.Subresource.Length > 0)
            {
                throw Errors.NotFound(request.Resource, context.Name!);
            }

            CheckMayCreate(request, context);
            try
            {
                return (CreateApplied(context, applied.Copy()), true);
            }
            catch (ApiException e) when (e.Status is { Reason: "AlreadyExists" } && !context.DryRun && table.Find(context.Key) is not null)
            {
                // Somebody else was faster: now it is an update.
            }
        }
    }

    /// <summary>
    /// Who applies what isn't there needs the right to create it, beside the one to patch: withAuthorization in
    /// apiserver's endpoints/handlers.
    /// </summary>
    private void CheckMayCreate(ApiRequest request, WriteContext context)
    {
        var question = new AccessQuestion(
            "create", context.Resource.Group, context.Resource.Plural, "", context.Namespace ?? "", context.Name!);
        if (!authorizer.IsAllowed(request.User, question))
        {
            throw Denials.For(request.User.Name, question);
        }
    }

    private StoredObject CreateApplied(WriteContext context, JsonObject applied)
    {
        if (applied.Metadata().Text("uid") is { Length: > 0 } uid)
        {
            throw Errors.Conflict(context.Resource, context.Name!,
                $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
        }

        applied.Metadata().Remove("resourceVersion");
        return writer.Create(context, ownership.Apply(context.Resource, null, applied, context.Writer), applied: true);
    }

    private JsonObject Merged(WriteContext context, JsonObject current, JsonObject applied)
    {
        var (wanted, actual) = (applied.Metadata().Text("resourceVersion"), current.Metadata().Text("resourceVersion"));
        if (!string.IsNullOrEmpty(wanted) && wanted != actual)
        {
            throw Errors.Modified(context.Resource, context.Name!);
        }

        current.Remove("kind");
        current.Remove("apiVersion");
        if (context.Subresource == "status")
        {
            applied =
                new JsonObject { ["metadata"] = new JsonObject { ["name"] = context.Name }, ["status"] = applied["status"]?.DeepClone() };
        }
        else if (context.Resource.HasStatus)
        {
            applied.Remove("status");
        }

        return ownership.Apply(context.Resource, current, applied, context.Writer);
    }

    private static ApiException InvalidOptions(FieldError error) => Errors.Invalid("meta.k8s.io", "PatchOptions", "", error);
}
