using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coffer.EndToEnd.Tests.Walks;

/// <summary>One change of one object of a set.</summary>
/// <param name="Kind">Kind of the object.</param>
/// <param name="Manifest">The object as it shall be; null: it shall be deleted.</param>
/// <param name="What">For people.</param>
internal sealed record Edit(string Kind, JsonObject? Manifest, string What)
{
    private const int Shown = 160;

    public Step Step { get; init; } = Step.EditSpec;

    public override string ToString() => $"{Kind} {What}";

    /// <summary>
    /// A change of what stands at a place of the manifest; null when that leaves it as it was. Deterministic from
    /// <paramref name="random"/>.
    /// </summary>
    /// <param name="kind">Kind.</param>
    /// <param name="manifest">The object.</param>
    /// <param name="path">Place, from the object's root.</param>
    /// <param name="random">Chooses among items of lists and keys of maps.</param>
    /// <param name="change">Old value to new value; null for none.</param>
    public static Edit? Of(string kind, JsonObject manifest, IReadOnlyList<string> path, Random random, Func<JsonNode?, JsonNode?> change)
    {
        var after = manifest.DeepClone().AsObject();
        var shown = "";
        Change(after, [.. path], random, old =>
        {
            var value = change(old);
            shown = value is null ? "removed" : Show(value);
            return value;
        });
        return JsonNode.DeepEquals(manifest, after) ? null : new Edit(kind, after, $"{string.Join('.', path)}: {shown}")
        {
            Step = path[0] == "metadata" ? Step.EditMetadata : Step.EditSpec,
        };
    }

    private static void Change(JsonObject parent, ReadOnlySpan<string> path, Random random, Func<JsonNode?, JsonNode?> change)
    {
        var key = path[0] == FieldSchema.Value ? parent.Count > 0 ? parent.ElementAt(random.Next(parent.Count)).Key : "key" : path[0];
        var rest = path[1..];
        if (rest.IsEmpty)
        {
            Put(parent, key, change(parent[key]?.DeepClone()));
        }
        else if (rest[0] == FieldSchema.Item)
        {
            ChangeItem(Child<JsonArray>(parent, key), rest[1..], random, change);
        }
        else
        {
            Change(Child<JsonObject>(parent, key), rest, random, change);
        }
    }

    private static void ChangeItem(JsonArray list, ReadOnlySpan<string> rest, Random random, Func<JsonNode?, JsonNode?> change)
    {
        if (list.Count == 0)
        {
            list.Add(rest.IsEmpty ? "walk" : new JsonObject());
        }

        var index = random.Next(list.Count);
        if (rest.IsEmpty)
        {
            var value = change(list[index]?.DeepClone());
            list.RemoveAt(index);
            if (value is not null)
            {
                list.Insert(index, value);
            }
        }
        else if (list[index] is JsonObject item)
        {
            Change(item, rest, random, change);
        }
    }

    private static T Child<T>(JsonObject parent, string key)
        where T : JsonNode
    {
        if (parent[key] is T child)
        {
            return child;
        }

        JsonNode made = typeof(T) == typeof(JsonArray) ? new JsonArray() : new JsonObject();
        parent[key] = made;
        return (T)made;
    }

    private static void Put(JsonObject parent, string key, JsonNode? value)
    {
        parent.Remove(key);
        if (value is not null)
        {
            parent[key] = value;
        }
    }

    private static string Show(JsonNode value)
    {
        var text = JsonSerializer.Serialize(value);
        return text.Length <= Shown ? text : $"{text[..Shown]}… ({text.Length} characters)";
    }
}
