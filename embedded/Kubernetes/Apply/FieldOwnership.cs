using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Schema;

namespace Coffer.Embedded.Kubernetes.Apply;

/// <summary>Keeps managedFields, and merges applied configurations: the rules of sigs.k8s.io/structured-merge-diff.</summary>
internal sealed class FieldOwnership(TimeProvider time)
{
    private static readonly string[] NeverOwned =
        ["name", "namespace", "creationTimestamp", "selfLink", "uid", "generation", "managedFields", "resourceVersion", "deletionTimestamp",
            "deletionGracePeriodSeconds"];

    private static readonly string[] StructFields = ["spec", "status"];

    /// <summary>
    /// Records an update (or a creation by POST, <paramref name="live"/> null) in <paramref name="value"/>'s managedFields.
    /// </summary>
    public void RecordUpdate(ResourceDefinition resource, JsonObject? live, JsonObject value, FieldWriter writer)
    {
        var entries = EntriesForUpdate(live, value, writer);
        if (live is not null && entries.Count == 0)
        {
            // Objects whose managedFields were stripped are not tracked until the next apply.
            Store(value, []);
            return;
        }

        var me = new ManagedEntry(
            writer.Manager, ManagedEntry.Updates, writer.Subresource, resource.ApiVersion, Clock.Stamp(time), new FieldSet());
        var (changed, removed) = Compare(resource, live ?? Blank(resource), value);
        Store(value, Advance(entries, me, changed, removed));
    }

    /// <summary>
    /// Merges an applied configuration into the live object (null: there is none) and returns the result with its managedFields.
    /// </summary>
    /// <exception cref="ApiException">409: others own fields that would change.</exception>
    public JsonObject Apply(ResourceDefinition resource, JsonObject? live, JsonObject applied, FieldWriter writer)
    {
        var schema = resource.MergeSchema;
        var before = live ?? Blank(resource);
        var entries = EntriesForApply(resource, live);
        var me = new ManagedEntry(
            writer.Manager, ManagedEntry.Applies, writer.Subresource, resource.ApiVersion, Clock.Stamp(time), ClaimedBy(applied, schema));
        var mine = entries.FirstOrDefault(entry => entry.IsBy(me));
        var others = entries.Where(entry => !entry.IsBy(me)).ToList();
        var merged = (JsonObject)FieldWalk.Merge(live?.Copy() ?? [], applied, schema)!;
        if (mine is not null)
        {
            var stillOwned = others.Aggregate(me.Fields, (set, entry) => set.Union(entry.Fields));
            FieldWalk.Remove(merged, schema, Prunable(mine.Fields, stillOwned));
        }

        var (changed, removed) = Compare(resource, before, merged);
        if (!writer.Force)
        {
            RefuseConflicts(others, changed);
        }

        var isSame = changed.IsEmpty && removed.IsEmpty;
        var kept = isSame && mine is not null ? me with { Time = mine.Time } : me;
        Store(merged, [.. Yield(others, changed.Union(removed)), .. kept.Fields.IsEmpty ? Array.Empty<ManagedEntry>() : [kept]]);
        return merged;
    }

    private static IReadOnlyList<ManagedEntry> EntriesForUpdate(JsonObject? live, JsonObject value, FieldWriter writer)
    {
        var sent = value.Metadata().Array("managedFields");
        if (writer.Subresource.Length == 0 && sent is { Count: > 0 })
        {
            if (sent[0] is JsonObject { Count: 0 })
            {
                return [];
            }

            if (ManagedEntry.ReadAll(sent) is { Count: > 0 } read)
            {
                return read;
            }
        }

        return ManagedEntry.ReadAll(live?.Metadata().Array("managedFields")) ?? [];
    }

    private static IReadOnlyList<ManagedEntry> EntriesForApply(ResourceDefinition resource, JsonObject? live)
    {
        var entries = ManagedEntry.ReadAll(live?.Metadata().Array("managedFields")) ?? [];
        if (live is null || entries.Count > 0)
        {
            return entries;
        }

        var (all, _) = Compare(resource, Blank(resource), live);
        return [new ManagedEntry("before-first-apply", ManagedEntry.Updates, "", resource.ApiVersion, null, all)];
    }

    private static List<ManagedEntry> Advance(IReadOnlyList<ManagedEntry> entries, ManagedEntry me, FieldSet changed, FieldSet removed)
    {
        var result = Yield([.. entries.Where(entry => !entry.IsBy(me))], changed.Union(removed)).ToList();
        var mine = entries.FirstOrDefault(entry => entry.IsBy(me));
        var fields = (mine?.Fields ?? new FieldSet()).Union(changed).Except(removed);
        if (!fields.IsEmpty)
        {
            result.Add(me with { Fields = fields, Time = changed.IsEmpty ? mine?.Time : me.Time });
        }

        return result;
    }

    private static IEnumerable<ManagedEntry> Yield(IReadOnlyList<ManagedEntry> others, FieldSet lost) =>
        others.Select(entry => entry with { Fields = entry.Fields.Except(lost) }).Where(entry => !entry.Fields.IsEmpty);

    /// <summary>What only the last configuration owned; a container stays while others own something inside it.</summary>
    private static FieldSet Prunable(FieldSet mine, FieldSet stillOwned)
    {
        var result = new FieldSet { Owned = mine.Owned && stillOwned.IsEmpty };
        foreach (var (element, child) in mine.Children)
        {
            var doomed = Prunable(child, stillOwned.Find(element) ?? new FieldSet());
            if (!doomed.IsEmpty)
            {
                result.Adopt(element, doomed);
            }
        }

        return result;
    }

    private static void RefuseConflicts(List<ManagedEntry> others, FieldSet changed)
    {
        var conflicts = others.Select(entry => (Entry: entry, Paths: entry.Fields.Intersect(changed).Paths().ToList()))
            .Where(conflict => conflict.Paths.Count > 0)
            .OrderBy(conflict => conflict.Entry.Title, StringComparer.Ordinal).ToList();
        var count = conflicts.Sum(conflict => conflict.Paths.Count);
        if (count == 0)
        {
            return;
        }

        var text = count == 1
            ? $"Apply failed with 1 conflict: conflict with {conflicts[0].Entry.Title}: {conflicts[0].Paths[0]}"
            : $"Apply failed with {count} conflicts: " + string.Join(
                "\n",
                conflicts.SelectMany(conflict => conflict.Paths.Select(path => $"- {path}")
                    .Prepend($"conflicts with {conflict.Entry.Title}:")));
        var causes = conflicts.SelectMany(conflict => conflict.Paths.Select(path => (JsonNode)new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = $"conflict with {conflict.Entry.Title}",
            ["field"] = path,
        }));
        throw new ApiException(new ApiStatus(409, "Conflict", text, new JsonObject { ["causes"] = new JsonArray([.. causes]) }));
    }

    private static (FieldSet Changed, FieldSet Removed) Compare(ResourceDefinition resource, JsonObject old, JsonObject value)
    {
        var (changed, removed) = (new FieldSet(), new FieldSet());
        FieldWalk.Compare(old, value, resource.MergeSchema, changed, removed);
        StripMetadata(changed);
        StripMetadata(removed);
        return (changed, removed);
    }

    private static FieldSet ClaimedBy(JsonObject applied, SchemaNode schema)
    {
        var set = new FieldSet();
        FieldWalk.Claim(applied, schema, set);
        set.Owned = false;
        StripMetadata(set);
        return set;
    }

    private static void StripMetadata(FieldSet set)
    {
        set.RemoveChild("f:apiVersion");
        set.RemoveChild("f:kind");
        if (set.Find("f:metadata") is not { } metadata)
        {
            return;
        }

        metadata.Owned = false;
        foreach (var name in NeverOwned)
        {
            metadata.RemoveChild($"f:{name}");
        }

        if (metadata.IsEmpty)
        {
            set.RemoveChild("f:metadata");
        }
    }

    /// <summary>
    /// What a new object is compared with. Built-in kinds always have their spec and status, so nobody comes to own those as such.
    /// </summary>
    private static JsonObject Blank(ResourceDefinition resource)
    {
        var blank = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "" } };
        if (!resource.IsCustom)
        {
            foreach (var name in StructFields)
            {
                blank[name] =
                    new JsonObject { ["template"] = new JsonObject { ["metadata"] = new JsonObject(), ["spec"] = new JsonObject() } };
            }
        }

        return blank;
    }

    private static void Store(JsonObject value, IReadOnlyList<ManagedEntry> entries)
    {
        var metadata = value.Metadata();
        metadata.Remove("managedFields");
        if (entries.Count > 0)
        {
            metadata["managedFields"] = new JsonArray([.. entries
                .OrderBy(entry => entry.Operation, StringComparer.Ordinal).ThenBy(entry => entry.Time, StringComparer.Ordinal)
                .ThenBy(entry => entry.Manager, StringComparer.Ordinal).ThenBy(entry => entry.ApiVersion, StringComparer.Ordinal)
                .ThenBy(entry => entry.Subresource, StringComparer.Ordinal).Select(entry => (JsonNode)entry.ToJson())]);
        }
    }
}
