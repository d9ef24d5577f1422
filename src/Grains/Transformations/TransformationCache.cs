using Coffer.Domain.Rendering;
using Coffer.Domain.Transformations;
using Coffer.Templates;

namespace Coffer.Grains.Transformations;

/// <summary>Parsed transformations of one silo, the least recently used dropped first: an unchanged secret's templates are parsed once. Holds no secrets. Thread-safe.</summary>
internal sealed class TransformationCache(GrainOptions options, TimeProvider time)
{
    private const int Capacity = 1000;

    private readonly Dictionary<string, LinkedListNode<(string Key, Transformation Value)>> _byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, Transformation Value)> _byUse = new();
    private readonly Lock _gate = new();

    /// <summary>The collection made ready; null when there were errors.</summary>
    public Transformation? Get(TemplateCollection collection, ICollection<SpecError> errors)
    {
        var key = collection.Fingerprint();
        if (Find(key) is { } known)
        {
            return known;
        }

        var compiled = Transformation.Compile(collection, new PatternMatcher(options.TemplateLimits, time), errors);
        if (compiled is not null)
        {
            Keep(key, compiled);
        }

        return compiled;
    }

    private Transformation? Find(string key)
    {
        lock (_gate)
        {
            if (!_byKey.TryGetValue(key, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Value;
        }
    }

    private void Keep(string key, Transformation compiled)
    {
        lock (_gate)
        {
            if (_byKey.ContainsKey(key))
            {
                return;
            }

            _byKey[key] = _byUse.AddFirst((key, compiled));
            if (_byKey.Count > Capacity)
            {
                _byKey.Remove(_byUse.Last!.Value.Key);
                _byUse.RemoveLast();
            }
        }
    }
}
