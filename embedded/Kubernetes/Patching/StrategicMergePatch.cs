using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Schema;

namespace Coffer.Embedded.Kubernetes.Patching;

/// <summary>Kubernetes' own patch: lists with a merge key merge by it, sets unite, directives ($patch and so on) are obeyed.</summary>
internal static class StrategicMergePatch
{
    public static JsonObject Apply(JsonObject target, JsonObject patch, SchemaNode schema)
    {
        var metadata = target.Object("metadata");
        var result = Merge(target, WithoutMetadata(patch), schema);
        if (patch.Object("metadata") is { } changes)
        {
            result.Remove("metadata");
            result["metadata"] = Merge(metadata ?? [], changes, MetadataSchema.Node);
        }

        return result;
    }

    private static JsonObject WithoutMetadata(JsonObject patch)
    {
        var rest = patch.Copy();
        rest.Remove("metadata");
        return rest;
    }

    private static JsonObject Merge(JsonObject target, JsonObject patch, SchemaNode schema)
    {
        if (patch.Text("$patch") == "delete")
        {
            return [];
        }

        if (patch.Text("$patch") == "replace")
        {
            var replacement = patch.Copy();
            replacement.Remove("$patch");
            return replacement;
        }

        if (patch.Array("$retainKeys") is { } retained)
        {
            var kept = retained.Select(name => name.AsText()).ToHashSet();
            foreach (var name in target.Select(pair => pair.Key).Where(name => !kept.Contains(name)).ToList())
            {
                target.Remove(name);
            }
        }

        foreach (var (name, value) in patch)
        {
            MergeMember(target, name, value, schema);
        }

        return target;
    }

    private static void MergeMember(JsonObject target, string name, JsonNode? value, SchemaNode schema)
    {
        const string deleteFrom = "$deleteFromPrimitiveList/";
        if (name.StartsWith(deleteFrom, StringComparison.Ordinal))
        {
            var doomed = (value as JsonArray ?? []).Select(item => item.AsText()).ToHashSet();
            target.Array(name[deleteFrom.Length..])?.RemoveAll(item => doomed.Contains(item.AsText()));
            return;
        }

        if (name.StartsWith('$'))
        {
            return;
        }

        var child = schema.Child(name);
        var old = target[name];
        target.Remove(name);
        if (value is null)
        {
            return;
        }

        target[name] = value switch
        {
            JsonObject changes => Merge(old as JsonObject ?? [], changes, child),
            JsonArray items when child.IsAssociative => MergeList(old as JsonArray ?? [], items, child),
            JsonArray items when child.IsSet => Unite(old as JsonArray ?? [], items),
            _ => value.DeepClone(),
        };
    }

    private static JsonArray MergeList(JsonArray old, JsonArray changes, SchemaNode schema)
    {
        var key = schema.ListMapKeys[0];
        if (changes.Any(item => item.Text("$patch") == "replace"))
        {
            return new JsonArray([.. changes.Where(item => item.Text("$patch") != "replace").Select(item => item?.DeepClone())]);
        }

        foreach (var change in changes.OfType<JsonObject>())
        {
            var position = old.Select((item, i) => (item, i))
                .Where(pair => JsonNode.DeepEquals((pair.item as JsonObject)?[key], change[key]))
                .Select(pair => (int?)pair.i).FirstOrDefault();
            if (change.Text("$patch") == "delete")
            {
                if (position is { } doomed)
                {
                    old.RemoveAt(doomed);
                }
            }
            else if (position is { } found)
            {
                old[found] = Merge(((JsonObject)old[found]!).Copy(), change, schema.Items ?? SchemaNode.Open);
            }
            else
            {
                old.Add(Merge([], change, schema.Items ?? SchemaNode.Open));
            }
        }

        return old;
    }

    private static JsonArray Unite(JsonArray old, JsonArray more)
    {
        foreach (var item in more.Where(item => !old.Any(present => JsonNode.DeepEquals(present, item))).ToList())
        {
            old.Add(item?.DeepClone());
        }

        return old;
    }
}
