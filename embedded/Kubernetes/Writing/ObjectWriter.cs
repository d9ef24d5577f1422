using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Apply;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Schema;
using Coffer.Embedded.Kubernetes.Storage;

namespace Coffer.Embedded.Kubernetes.Writing;

/// <summary>Creates and updates: the common way of POST, PUT, patches, applies and the server's own controllers.</summary>
internal sealed class ObjectWriter(ObjectStore store, FieldOwnership ownership, TimeProvider time)
{
    private static readonly string[] SystemFields =
        ["name", "namespace", "generateName", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation",
            "resourceVersion"];

    private static readonly string[] ServerFields =
        ["selfLink", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion"];
    private static readonly string[] Collections = ["labels", "annotations", "finalizers", "ownerReferences"];

    /// <summary>Raised inside the write, before the answer: the server's registry follows its CRDs at once.</summary>
    public Action<ResourceDefinition, JsonObject>? Stored { get; set; }

    /// <summary>Stores a new object. An applied one comes with its managedFields already made.</summary>
    public StoredObject Create(WriteContext context, JsonObject value, bool applied = false)
    {
        var resource = context.Resource;
        SetNewMetadata(context, value);
        if (resource.HasStatus)
        {
            value.Remove("status");
        }

        CheckNamespace(context, value.Metadata().Text("name") ?? "");
        SchemaDefaulter.Apply(value, resource.Schema);
        resource.Rules.Default(value);
        ObjectValidator.Check(resource, null, value);
        if (!applied)
        {
            ownership.RecordUpdate(resource, null, value, context.Writer);
        }

        resource.Rules.OnCreate(value);
        var name = value.Metadata().Text("name")!;
        context.Admit?.Invoke("CREATE", name, value, context.Warnings);
        var key = resource.KeyOf(context.Namespace, name);
        var table = store.Table(resource.TableName);
        if (context.DryRun)
        {
            return table.Find(key) is null ? StoredObject.Create(key, 0, value) : throw Errors.AlreadyExists(resource, name);
        }

        var stored = store.Create(table, key, value) ?? throw Errors.AlreadyExists(resource, name);
        Stored?.Invoke(resource, value);
        return stored;
    }

    /// <summary>
    /// Changes an object: <paramref name="change"/> gets a copy of the present one and returns the wanted one. Where that names no
    /// resourceVersion of its own, the change is made anew when another write comes first.
    /// </summary>
    public StoredObject Update(WriteContext context, Func<JsonObject, JsonObject> change, bool applied = false)
    {
        var table = store.Table(context.Resource.TableName);
        while (true)
        {
            var current = table.Find(context.Key) ?? throw Errors.NotFound(context.Resource, context.Name!);
            var value = change(current.ToJson(context.Resource.ApiVersion, context.Resource.Kind));
            CheckVersion(context, current, value);
            var old = current.ToJson();
            value = Prepare(context, old, value);
            if (!applied)
            {
                ownership.RecordUpdate(context.Resource, old, value, context.Writer);
            }

            context.Admit?.Invoke("UPDATE", context.Name!, value, context.Warnings);
            if (JsonNode.DeepEquals(old, value))
            {
                return current;
            }

            if (context.DryRun)
            {
                return StoredObject.Create(current.Key, current.Revision, value);
            }

            if (Commit(table, current, value) is { } stored)
            {
                if (!IsFinished(value))
                {
                    Stored?.Invoke(context.Resource, value);
                }

                return stored;
            }
        }
    }

    private StoredObject? Commit(ObjectTable table, StoredObject current, JsonObject value) =>
        IsFinished(value) ? store.Remove(table, current, value) : store.Replace(table, current, value);

    private static bool IsFinished(JsonObject value) =>
        value.Metadata()["deletionTimestamp"] is not null
        && value.Metadata().Array("finalizers") is null or { Count: 0 }
        && value.Object("spec").Array("finalizers") is null or { Count: 0 };

    private static void CheckVersion(WriteContext context, StoredObject current, JsonObject value)
    {
        var version = value.Metadata().Text("resourceVersion");
        if (string.IsNullOrEmpty(version))
        {
            if (context.Resource.RequiresVersionOnUpdate)
            {
                throw Errors.Invalid(context.Resource, context.Name!, new FieldError(
                    "metadata.resourceVersion", "FieldValueInvalid", "Invalid value: 0: must be specified for an update"));
            }
        }
        else if (version != current.Revision.ToString(CultureInfo.InvariantCulture))
        {
            throw Errors.Modified(context.Resource, context.Name!);
        }
    }

    private static JsonObject Prepare(WriteContext context, JsonObject old, JsonObject value)
    {
        var resource = context.Resource;
        value.Remove("kind");
        value.Remove("apiVersion");
        value = context.Subresource == "status" ? OnlyStatus(old, value) : KeepStatus(resource, old, value);
        var (before, metadata) = (old.Metadata(), value.Metadata());
        foreach (var name in SystemFields)
        {
            metadata.Carry(before, name);
        }

        if (string.IsNullOrEmpty(metadata.Text("uid")))
        {
            metadata.Carry(before, "uid");
        }

        DropEmpty(metadata);
        SchemaDefaulter.Apply(value, resource.Schema);
        resource.Rules.Default(value);
        resource.Rules.OnUpdate(old, value);
        ObjectValidator.Check(resource, old, value);
        if (resource.NewGeneration?.Invoke(old, value) == true)
        {
            metadata["generation"] = (before.Whole("generation") ?? 0) + 1;
        }

        return value;
    }

    /// <summary>A write to /status keeps everything else, metadata too, but may replace managedFields' content through ownership.</summary>
    private static JsonObject OnlyStatus(JsonObject old, JsonObject value)
    {
        var result = old.Copy();
        result.Carry(value, "status");
        result.Metadata().Carry(value.Metadata(), "managedFields");
        return result;
    }

    private static JsonObject KeepStatus(ResourceDefinition resource, JsonObject old, JsonObject value)
    {
        if (resource.HasStatus)
        {
            value.Carry(old, "status");
        }

        return value;
    }

    private void SetNewMetadata(WriteContext context, JsonObject value)
    {
        var metadata = value.Metadata();
        if (string.IsNullOrEmpty(metadata.Text("name")) && metadata.Text("generateName") is { Length: > 0 } prefix)
        {
            metadata["name"] = prefix[..Math.Min(prefix.Length, 58)] + Guid.NewGuid().ToString("n")[..5];
        }

        if (context.Namespace is not null)
        {
            metadata["namespace"] = context.Namespace;
        }

        foreach (var name in ServerFields)
        {
            metadata.Remove(name);
        }

        DropEmpty(metadata);
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Clock.Stamp(time);
        if (context.Resource.NewGeneration is not null)
        {
            metadata["generation"] = 1L;
        }
    }

    /// <summary>Go leaves empty maps and lists of metadata out.</summary>
    private static void DropEmpty(JsonObject metadata)
    {
        foreach (var name in Collections)
        {
            if (metadata[name] is null or JsonObject { Count: 0 } or JsonArray { Count: 0 })
            {
                metadata.Remove(name);
            }
        }
    }

    private void CheckNamespace(WriteContext context, string name)
    {
        if (!context.Resource.Namespaced)
        {
            return;
        }

        var found = store.Table("namespaces").Find(context.Namespace!) ?? throw Errors.NotFound("", "namespaces", context.Namespace!);
        if (found.Header.IsDeleting)
        {
            throw Errors.NamespaceTerminating(context.Resource, name, context.Namespace!);
        }
    }
}
