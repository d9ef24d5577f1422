using System.Text.Json.Nodes;

namespace Coffer.Embedded.Kubernetes.Apply;

/// <summary>
/// A set of paths, as fieldsV1 writes it: f:name for a member, k:{...} for a list item by key, v:... for a member of a set,
/// "." for the node itself.
/// </summary>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    public bool Owned { get; set; }

    public bool IsEmpty => !Owned && _children.Count == 0;

    public IEnumerable<KeyValuePair<string, FieldSet>> Children => _children;

    public FieldSet? Find(string element) => _children.GetValueOrDefault(element);

    public FieldSet Descend(string element)
    {
        if (!_children.TryGetValue(element, out var child))
        {
            _children[element] = child = new FieldSet();
        }

        return child;
    }

    public void Adopt(string element, FieldSet child) => _children[element] = child;

    public void RemoveChild(string element) => _children.Remove(element);

    public static FieldSet FromJson(JsonObject fields)
    {
        var set = new FieldSet { Owned = fields.Count == 0 };
        foreach (var (element, value) in fields)
        {
            if (element == ".")
            {
                set.Owned = true;
            }
            else if (value is JsonObject inner)
            {
                set._children[element] = FromJson(inner);
            }
        }

        return set;
    }

    public JsonObject ToJson()
    {
        var fields = new JsonObject();
        if (Owned && _children.Count > 0)
        {
            fields["."] = new JsonObject();
        }

        foreach (var (element, child) in _children)
        {
            fields[element] = child.ToJson();
        }

        return fields;
    }

    public FieldSet Union(FieldSet other)
    {
        var result = new FieldSet { Owned = Owned || other.Owned };
        foreach (var element in _children.Keys.Union(other._children.Keys))
        {
            result._children[element] = (Find(element) ?? new FieldSet()).Union(other.Find(element) ?? new FieldSet());
        }

        return result;
    }

    public FieldSet Intersect(FieldSet other) =>
        Combine(other, Owned && other.Owned, (mine, theirs) => mine.Intersect(theirs), keepLone: false);

    public FieldSet Except(FieldSet other) => Combine(other, Owned && !other.Owned, (mine, theirs) => mine.Except(theirs), keepLone: true);

    public bool SetEquals(FieldSet other) =>
        Owned == other.Owned
        && _children.Count == other._children.Count
        && _children.All(pair => other.Find(pair.Key) is { } theirs && pair.Value.SetEquals(theirs));

    /// <summary>Every member, as the API server prints paths in messages.</summary>
    public IEnumerable<string> Paths(string prefix = "")
    {
        if (Owned && prefix.Length > 0)
        {
            yield return prefix;
        }

        foreach (var path in _children.SelectMany(pair => pair.Value.Paths(prefix + Print(pair.Key))))
        {
            yield return path;
        }
    }

    private FieldSet Combine(FieldSet other, bool owned, Func<FieldSet, FieldSet, FieldSet> both, bool keepLone)
    {
        var result = new FieldSet { Owned = owned };
        foreach (var (element, mine) in _children)
        {
            var child = other.Find(element) is { } theirs ? both(mine, theirs) : keepLone ? mine : new FieldSet();
            if (!child.IsEmpty)
            {
                result._children[element] = child;
            }
        }

        return result;
    }

    private static string Print(string element) => element[..2] switch
    {
        "f:" => $".{element[2..]}",
        "k:" =>
            $"[{string.Join(",", ((JsonObject)JsonNode.Parse(element[2..])!).Select(pair => $"{pair.Key}={pair.Value?.ToJsonString()}"))}]",
        "v:" => $"[={element[2..]}]",
        _ => $"[{element[2..]}]",
    };
}
