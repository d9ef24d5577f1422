using Coffer.Templates.Calls;

namespace Coffer.Templates.Values;

/// <summary>
/// A map with string keys (Go templates of ours meet no other). The only value that changes: <c>set</c>, <c>unset</c> and <c>merge</c> do
/// it, therefore data is decoded afresh for every rendering.
/// </summary>
internal sealed class MapValue : Value
{
    private readonly Dictionary<string, Value?>? _entries;

    /// <param name="entries">The entries; the caller gives the dictionary away. <c>null</c> for a nil map.</param>
    /// <param name="type">A map type; in a <c>map[string]string</c> every value is a <see cref="StringValue"/>.</param>
    public MapValue(Dictionary<string, Value?>? entries, GoType type)
    {
        _entries = entries;
        Type = type;
    }

    public override GoType Type { get; }

    public bool IsNil => _entries is null;

    public int Count => _entries?.Count ?? 0;

    /// <summary>A new, empty <c>map[string]interface {}</c>.</summary>
    public static MapValue OfAny() => new(new(StringComparer.Ordinal), GoTypes.MapOfAny);

    public bool TryGet(string key, out Value? value)
    {
        value = null;
        return _entries is not null && _entries.TryGetValue(key, out value);
    }

    public bool Has(string key) => _entries is not null && _entries.ContainsKey(key);

    /// <exception cref="FunctionError">The map is nil.</exception>
    public void Set(string key, Value? value)
    {
        if (_entries is null)
        {
            throw new FunctionError("assignment to entry in nil map");
        }

        _entries[key] = value;
    }

    public void Remove(string key) => _entries?.Remove(key);

    /// <summary>The keys in byte order, in which Go ranges over, prints and encodes maps.</summary>
    public string[] SortedKeys()
    {
        if (_entries is null)
        {
            return [];
        }

        string[] keys = [.. _entries.Keys];
        Array.Sort(keys, StringComparer.Ordinal);
        return keys;
    }
}
