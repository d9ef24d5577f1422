using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Kinds;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Storage;
using Coffer.Embedded.Kubernetes.Writing;

namespace Coffer.Embedded.Kubernetes.Controllers;

/// <summary>
/// The part of kube-controller-manager that clients notice: collection by owner, emptying of deleted namespaces, and removal of the
/// objects of deleted CRDs. It works behind the writes, one change at a time.
/// </summary>
internal sealed class GarbageCollector(
    ObjectStore store, ResourceRegistry registry, ObjectWriter writer, ObjectDeleter deleter, AccountTokenController accountTokens,
    TimeProvider time, TimeSpan delay)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        await foreach (var (table, change) in store.Feed.ReadAllAsync(cancel))
        {
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, time, cancel);
            }

            try
            {
                Handle(table, change);
                accountTokens.Handle(table, change);
            }
            catch (ApiException e) when (e.Status.Code is 404 or 409)
            {
                // The object moved on; its next change comes by as well.
            }
        }
    }

    private void Handle(ObjectTable table, Change change)
    {
        var resource = ResourceOf(table);
        if (change.IsDeletion)
        {
            foreach (var (dependents, key) in store.OwnedBy(change.Current.Header.Uid))
            {
                CollectIfOrphan(dependents, key);
            }

            if (change.Current.Header.Namespace is { } ns)
            {
                FinishNamespace(ns);
            }

            if (resource?.IsCustom == true)
            {
                FinishDefinition(resource.QualifiedPlural);
            }

            return;
        }

        if (change.Current.Header.Owners.Count > 0)
        {
            CollectIfOrphan(table, change.Current.Key);
        }

        if (change.Current.Header.IsDeleting && resource is not null && table.Find(change.Current.Key) is { } current)
        {
            HandleDeleting(resource, current);
        }
    }

    private ResourceDefinition? ResourceOf(ObjectTable table) => registry.All.FirstOrDefault(resource => resource.TableName == table.Name);

    private void CollectIfOrphan(ObjectTable table, string key)
    {
        if (table.Find(key) is not { } value || ResourceOf(table) is not { } resource || value.Header.Owners.Count == 0)
        {
            return;
        }

        var living = value.Header.Owners.Where(owner => Lives(owner, value)).ToList();
        if (living.Count == value.Header.Owners.Count)
        {
            return;
        }

        if (living.Count == 0)
        {
            deleter.Delete(resource, key, value.Header.Name, new DeleteOptions(value.Header.Uid));
        }
        else
        {
            DropOwners(resource, value, owner => !living.Exists(alive => alive.Uid == owner));
        }
    }

    private bool Lives(OwnerReference owner, StoredObject dependent) =>
        store.FindUid(owner.Uid) is var (table, value)
        && registry.FindKind(owner.ApiVersion, owner.Kind)?.TableName == table.Name
        && value.Header.Name == owner.Name
        && (value.Header.Namespace is null || value.Header.Namespace == dependent.Header.Namespace);

    private void DropOwners(ResourceDefinition resource, StoredObject value, Func<string, bool> isDoomed) =>
        writer.Update(new WriteContext(resource, value.Header.Namespace, value.Header.Name), current =>
        {
            current.Metadata().Array("ownerReferences")?.RemoveAll(owner => isDoomed(owner.Text("uid") ?? ""));
            return current;
        });

    private void HandleDeleting(ResourceDefinition resource, StoredObject value)
    {
        var uid = value.Header.Uid;
        if (value.Header.Finalizers.Contains(ObjectDeleter.OrphanFinalizer))
        {
            foreach (var dependent in Dependents(uid))
            {
                DropOwners(dependent.Resource, dependent.Value, owner => owner == uid);
            }

            DropFinalizer(resource, value, ObjectDeleter.OrphanFinalizer);
        }
        else if (value.Header.Finalizers.Contains(ObjectDeleter.ForegroundFinalizer))
        {
            foreach (var dependent in Dependents(uid))
            {
                deleter.Delete(
                    dependent.Resource, dependent.Value.Key, dependent.Value.Header.Name, new DeleteOptions(dependent.Value.Header.Uid));
            }

            if (Dependents(uid).Count == 0)
            {
                DropFinalizer(resource, value, ObjectDeleter.ForegroundFinalizer);
            }
        }

        if (resource.Plural == "namespaces")
        {
            EmptyNamespace(value.Header.Name);
        }
        else if (resource.Plural == "customresourcedefinitions")
        {
            DeleteAll(value.Header.Name, _ => true);
            FinishDefinition(value.Header.Name);
        }
    }

    private List<(ResourceDefinition Resource, StoredObject Value)> Dependents(string uid) =>
    [
        .. store.OwnedBy(uid).Select(place => (Resource: ResourceOf(place.Table), Value: place.Table.Find(place.Key)))
            .Where(found => found is { Resource: not null, Value: not null }).Select(found => (found.Resource!, found.Value!)),
    ];

    private void DropFinalizer(ResourceDefinition resource, StoredObject value, string finalizer) =>
        writer.Update(new WriteContext(resource, value.Header.Namespace, value.Header.Name), current =>
        {
            current.Metadata().Array("finalizers")?.RemoveAll(name => name.AsText() == finalizer);
            return current;
        });

    private void EmptyNamespace(string ns)
    {
        foreach (var name in registry.All.Where(resource => resource.Namespaced).Select(resource => resource.TableName).Distinct())
        {
            DeleteAll(name, value => value.Header.Namespace == ns);
        }

        FinishNamespace(ns);
    }

    private void DeleteAll(string table, Func<StoredObject, bool> isMeant)
    {
        var objects = store.Table(table);
        if (ResourceOf(objects) is not { } resource)
        {
            return;
        }

        foreach (var value in objects.Sorted.Where(isMeant))
        {
            if (!value.Header.IsDeleting)
            {
                deleter.Delete(resource, value.Key, value.Header.Name, new DeleteOptions(value.Header.Uid));
            }
        }
    }

    private void FinishNamespace(string ns)
    {
        var namespaces = store.Table("namespaces");
        if (namespaces.Find(ns) is not { Header.IsDeleting: true, Header.Finalizers.Count: 0 } value)
        {
            return;
        }

        var isEmpty = !registry.All.Where(resource => resource.Namespaced).Any(resource =>
            store.Table(resource.TableName).Sorted.Any(value => value.Header.Namespace == ns));
        if (isEmpty)
        {
            var last = value.ToJson();
            last.Remove("spec");
            store.Remove(namespaces, value, last);
        }
    }

    private void FinishDefinition(string name)
    {
        var definitions = store.Table("customresourcedefinitions.apiextensions.k8s.io");
        if (store.Table(name).Count > 0 || definitions.Find(name) is not { Header.IsDeleting: true } value)
        {
            return;
        }

        registry.RemoveCustom(name);
        store.ForEachWatcher(watcher =>
        {
            if (watcher.Table == name)
            {
                watcher.Close();
            }
        });
        DropFinalizer(ResourceOf(definitions)!, value, CustomResourceDefinitionRules.Finalizer);
    }
}
