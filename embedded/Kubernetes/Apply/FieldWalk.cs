using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Schema;

namespace Coffer.Embedded.Kubernetes.Apply;

/// <summary>The steps of the structured merge that walk objects: which fields one names, where two differ, merge, removal.</summary>
internal static class FieldWalk
{
    /// <summary>All fields that an applied configuration claims.</summary>
    public static void Claim(JsonNode? value, SchemaNode schema, FieldSet set)
    {
        switch (value)
        {
            case JsonObject map when !schema.AtomicMap:
                foreach (var (name, member) in map)
                {
                    var child = set.Descend($"f:{name}");
                    Claim(member, schema.Child(name), child);
                    child.Owned |= member is null or JsonObject { Count: 0 }
                        || !schema.Properties.ContainsKey(name) && schema.AdditionalProperties is not null;
                }

                break;
            case JsonArray list when schema.IsAssociative || schema.IsSet:
                foreach (var item in list)
                {
                    var child = set.Descend(Element(item, schema));
                    Claim(item, schema.Items ?? SchemaNode.Open, child);
                    child.Owned = true;
                }

                break;
            default:
                set.Owned = true;
                break;
        }
    }

    /// <summary>Where two versions differ: what is new or changed, and what is gone.</summary>
    public static void Compare(JsonNode? old, JsonNode? value, SchemaNode schema, FieldSet changed, FieldSet removed)
    {
        if ((old is JsonObject || value is JsonObject) && !schema.AtomicMap && old is null or JsonObject && value is null or JsonObject
            && (Size(old) > 0 || Size(value) > 0))
        {
            CompareMaps(old as JsonObject, value as JsonObject, schema, changed, removed);
        }
        else if ((schema.IsAssociative || schema.IsSet) && old is null or JsonArray && value is null or JsonArray
            && (Size(old) > 0 || Size(value) > 0))
        {
            CompareLists(old as JsonArray, value as JsonArray, schema, changed, removed);
        }
        else if (value is not null && !JsonNode.DeepEquals(old, value))
        {
            changed.Owned = true;
        }
        else if (value is null && old is not null)
        {
            removed.Owned = true;
        }
    }

    /// <summary>The applied configuration laid over the live object.</summary>
    public static JsonNode? Merge(JsonNode? live, JsonNode? applied, SchemaNode schema)
    {
        switch (live, applied)
        {
            case (JsonObject target, JsonObject map) when !schema.AtomicMap:
                foreach (var (name, member) in map)
                {
                    var old = target[name];
                    target[name] = null;
                    target[name] = Merge(old, member, schema.Child(name));
                }

                return target;
            case (JsonArray target, JsonArray list) when schema.IsAssociative || schema.IsSet:
                MergeLists(target, list, schema);
                return target;
            default:
                return applied?.DeepClone();
        }
    }

    /// <summary>Takes the set's fields out of the object; a map or list that runs empty by it goes as well.</summary>
    public static void Remove(JsonNode? value, SchemaNode schema, FieldSet doomed)
    {
        foreach (var (element, child) in doomed.Children)
        {
            if (value is JsonObject map && element.StartsWith("f:", StringComparison.Ordinal))
            {
                RemoveMember(map, element[2..], schema, child);
            }
            else if (value is JsonArray list)
            {
                RemoveItem(list, element, schema, child);
            }
        }
    }

    public static string Element(JsonNode? item, SchemaNode schema)
    {
        if (!schema.IsAssociative)
        {
            return $"v:{item?.ToJsonString() ?? "null"}";
        }

        var key = new JsonObject();
        foreach (var name in schema.ListMapKeys.Order(StringComparer.Ordinal))
        {
            key[name] = ((item as JsonObject)?[name] ?? schema.Items?.Properties.GetValueOrDefault(name)?.Default)?.DeepClone();
        }

        return $"k:{Encoding.UTF8.GetString(JsonText.ToBytes(key))}";
    }

    private static void CompareMaps(JsonObject? old, JsonObject? value, SchemaNode schema, FieldSet changed, FieldSet removed)
    {
        changed.Owned |= old is null;
        removed.Owned |= value is null;
        foreach (var name in (old ?? []).Select(pair => pair.Key).Union((value ?? []).Select(pair => pair.Key)).ToList())
        {
            Step($"f:{name}", old?[name], value?[name], schema.Child(name), changed, removed);
        }
    }

    private static void CompareLists(JsonArray? old, JsonArray? value, SchemaNode schema, FieldSet changed, FieldSet removed)
    {
        changed.Owned |= old is null;
        removed.Owned |= value is null;
        var before = ByElement(old, schema);
        var after = ByElement(value, schema);
        foreach (var element in before.Keys.Union(after.Keys))
        {
            Step(element, before.GetValueOrDefault(element), after.GetValueOrDefault(element), schema.Items ?? SchemaNode.Open, changed,
                removed);
        }
    }

    private static void Step(string element, JsonNode? old, JsonNode? value, SchemaNode schema, FieldSet changed, FieldSet removed)
    {
        var (nowChanged, nowRemoved) = (new FieldSet(), new FieldSet());
        Compare(old, value, schema, nowChanged, nowRemoved);
        Attach(changed, element, nowChanged);
        Attach(removed, element, nowRemoved);
    }

    private static void Attach(FieldSet parent, string element, FieldSet child)
    {
        if (!child.IsEmpty)
        {
            parent.Adopt(element, child);
        }
    }

    private static Dictionary<string, JsonNode?> ByElement(JsonArray? list, SchemaNode schema)
    {
        var result = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in list ?? [])
        {
            result[Element(item, schema)] = item;
        }

        return result;
    }

    private static void MergeLists(JsonArray target, JsonArray applied, SchemaNode schema)
    {
        foreach (var item in applied)
        {
            var element = Element(item, schema);
            var position = Enumerable.Range(0, target.Count)
                .Where(i => Element(target[i], schema) == element).Select(i => (int?)i).FirstOrDefault();
            if (position is { } found)
            {
                var old = target[found];
                target[found] = null;
                target[found] = Merge(old, item, schema.Items ?? SchemaNode.Open);
            }
            else
            {
                target.Add(item?.DeepClone());
            }
        }
    }

    private static void RemoveMember(JsonObject map, string name, SchemaNode schema, FieldSet doomed)
    {
        if (!map.TryGetPropertyValue(name, out var member))
        {
            return;
        }

        Remove(member, schema.Child(name), doomed);
        var isLeaf = !doomed.Children.Any();
        var ranEmpty = !isLeaf && Size(member) == 0;
        if ((doomed.Owned && (isLeaf || Size(member) == 0)) || ranEmpty)
        {
            map.Remove(name);
        }
    }

    private static void RemoveItem(JsonArray list, string element, SchemaNode schema, FieldSet doomed)
    {
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (Element(list[i], schema) == element)
            {
                if (doomed.Owned)
                {
                    list.RemoveAt(i);
                }
                else
                {
                    Remove(list[i], schema.Items ?? SchemaNode.Open, doomed);
                }
            }
        }
    }

    private static int Size(JsonNode? node) => node switch
    {
        JsonObject map => map.Count,
        JsonArray list => list.Count,
        _ => 0,
    };
}
