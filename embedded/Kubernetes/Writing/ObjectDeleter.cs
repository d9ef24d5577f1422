using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Storage;

namespace Coffer.Embedded.Kubernetes.Writing;

internal sealed record DeleteOptions(string? Uid = null, string? ResourceVersion = null, string? Propagation = null, bool DryRun = false)
{
    /// <summary>Asked of clients' deletions before they are done.</summary>
    public Action<StoredObject>? Admit { get; init; }
}

/// <summary>Deletes: at once, or by a deletionTimestamp when finalizers are in the way.</summary>
internal sealed class ObjectDeleter(ObjectStore store, TimeProvider time)
{
    public const string OrphanFinalizer = "orphan";
    public const string ForegroundFinalizer = "foregroundDeletion";

    /// <returns>The object as it is now, and whether it is gone.</returns>
    public (StoredObject Last, bool IsGone) Delete(ResourceDefinition resource, string key, string name, DeleteOptions options)
    {
        var table = store.Table(resource.TableName);
        while (true)
        {
            var current = table.Find(key) ?? throw Errors.NotFound(resource, name);
            CheckPreconditions(resource, current, options);
            if (resource.Rules.ForbidsDelete(name) is { } why)
            {
                throw Errors.Forbidden(resource.Group, resource.Plural, name, why);
            }

            options.Admit?.Invoke(current);
            var value = current.ToJson();
            var finalizers = Finalizers(resource, current, options, name);
            if (finalizers.Count == 0 && value.Object("spec").Array("finalizers") is null or { Count: 0 })
            {
                if (options.DryRun || store.Remove(table, current, value) is not null)
                {
                    return (current, true);
                }

                continue;
            }

            if ((current.Header.IsDeleting && finalizers.SequenceEqual(current.Header.Finalizers)) || options.DryRun)
            {
                return (current, false);
            }

            MarkDeleting(resource, value, finalizers);
            if (store.Replace(table, current, value) is { } stored)
            {
                return (stored, false);
            }
        }
    }

    private static void CheckPreconditions(ResourceDefinition resource, StoredObject current, DeleteOptions options)
    {
        if (options.Uid is { } uid && uid != current.Header.Uid)
        {
            throw Errors.Precondition(resource, current.Header.Name, "UID", uid, current.Header.Uid);
        }

        var version = current.Revision.ToString(CultureInfo.InvariantCulture);
        if (options.ResourceVersion is { } wanted && wanted != version)
        {
            throw Errors.Precondition(resource, current.Header.Name, "ResourceVersion", wanted, version);
        }
    }

    private static List<string> Finalizers(ResourceDefinition resource, StoredObject current, DeleteOptions options, string name)
    {
        var finalizers = current.Header.Finalizers.ToList();
        if (!current.Header.IsDeleting)
        {
            finalizers.AddRange(resource.Rules.FinalizersOnDelete(name).Except(finalizers));
            var policy = options.Propagation switch { "Orphan" => OrphanFinalizer, "Foreground" => ForegroundFinalizer, _ => null };
            if (policy is not null && !finalizers.Contains(policy))
            {
                finalizers.Add(policy);
            }
        }

        return finalizers;
    }

    private void MarkDeleting(ResourceDefinition resource, JsonObject value, List<string> finalizers)
    {
        var metadata = value.Metadata();
        if (metadata["deletionTimestamp"] is null)
        {
            metadata["deletionTimestamp"] = Clock.Stamp(time);
            metadata["deletionGracePeriodSeconds"] = 0L;
            if (metadata.Whole("generation") is > 0 and var generation)
            {
                metadata["generation"] = generation + 1;
            }
        }

        if (finalizers.Count > 0)
        {
            metadata["finalizers"] = finalizers.ToJsonArray();
        }

        if (resource.Plural == "namespaces")
        {
            metadata.Remove("deletionGracePeriodSeconds");
            value["status"] = new JsonObject { ["phase"] = "Terminating" };
        }
    }
}
