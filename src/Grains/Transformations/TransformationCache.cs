using System.Globalization;
using Coffer.Contracts;
using Coffer.Domain.Rendering;
using Coffer.Domain.Transformations;
using Coffer.Templates;

namespace Coffer.Grains.Transformations;

/// <summary>
/// Parsed transformations of one silo: an unchanged secret's templates are parsed once. They are weighed by the memory that they take; the
/// least recently used go first, and each goes with its last user. Holds no secrets. Thread-safe.
/// </summary>
internal sealed class TransformationCache(GrainOptions options, RenderingGate gate, TimeProvider time)
{
    private readonly Dictionary<string, Entry> _byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = new();
    private readonly Dictionary<ResourceRef, Entry> _byUser = [];
    private readonly Lock _lock = new();
    private long _bytes;

    /// <summary>About what is held, in bytes.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <summary>The collection made ready; null when there were errors. Parsing waits for its turn as renderings do.</summary>
    /// <param name="user">The resource that is rendered with it.</param>
    /// <param name="collection">What to parse.</param>
    /// <param name="errors">Gets one entry for each fault.</param>
    /// <param name="cancellation">Ends the wait for the turn.</param>
    public async Task<Transformation?> GetAsync(
        ResourceRef user, TemplateCollection collection, ICollection<SpecError> errors, CancellationToken cancellation)
    {
        if (TooMuch(collection) is { } tooMuch)
        {
            Leave(user);
            errors.Add(tooMuch);
            return null;
        }

        var key = collection.Fingerprint();
        if (Find(key, user) is { } known)
        {
            return known;
        }

        var faults = new List<SpecError>();
        var compiled = await gate.RunAsync(
            user.Namespace, () => Transformation.Compile(collection, new PatternMatcher(options.TemplateLimits, time), faults),
            cancellation);
        foreach (var fault in faults)
        {
            errors.Add(fault);
        }

        Keep(key, user, compiled);
        return compiled;
    }

    /// <summary>A resource that is gone, or renders with nothing any more.</summary>
    public void Leave(ResourceRef user)
    {
        lock (_lock)
        {
            LeaveLocked(user);
        }
    }

    /// <summary>Before anything is made of the text, and be it a fingerprint.</summary>
    private SpecError? TooMuch(TemplateCollection collection) =>
        collection.TextLength <= options.TemplateLimits.TextLength ? null : new SpecError(
            "spec.destination.transformation",
            string.Create(CultureInfo.InvariantCulture, $"the templates have {collection.TextLength} characters together with those that "
                + $"are referred to, and {options.TemplateLimits.TextLength} at most are parsed: pick the ones that are needed by "
                + $"templateRefs, or shorten them (the operator's setting --template-text)"));

    private Transformation? Find(string key, ResourceRef user)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out var entry))
            {
                return null;
            }

            UseLocked(entry, user);
            _byUse.Remove(entry.Place);
            _byUse.AddFirst(entry.Place);
            return entry.Value;
        }
    }

    private void Keep(string key, ResourceRef user, Transformation? compiled)
    {
        lock (_lock)
        {
            if (compiled is null || compiled.EstimatedBytes > options.TemplateCacheBytes)
            {
                LeaveLocked(user);
                return;
            }

            if (!_byKey.TryGetValue(key, out var entry))
            {
                _byKey[key] = entry = new Entry(key, compiled);
                _byUse.AddFirst(entry.Place);
                _bytes += compiled.EstimatedBytes;
            }

            UseLocked(entry, user);
            while (_bytes > options.TemplateCacheBytes)
            {
                DropLocked(_byUse.Last!.Value);
            }
        }
    }

    private void UseLocked(Entry entry, ResourceRef user)
    {
        if (_byUser.GetValueOrDefault(user) != entry)
        {
            LeaveLocked(user);
            _byUser[user] = entry;
            entry.Users.Add(user);
        }
    }

    private void LeaveLocked(ResourceRef user)
    {
        if (_byUser.Remove(user, out var entry) && entry.Users.Remove(user) && entry.Users.Count == 0)
        {
            DropLocked(entry);
        }
    }

    private void DropLocked(Entry entry)
    {
        if (_byKey.Remove(entry.Key))
        {
            _byUse.Remove(entry.Place);
            _bytes -= entry.Value.EstimatedBytes;
        }

        foreach (var user in entry.Users)
        {
            _byUser.Remove(user);
        }

        entry.Users.Clear();
    }

    private sealed class Entry
    {
        public Entry(string key, Transformation value) => (Key, Value, Place) = (key, value, new LinkedListNode<Entry>(this));

        public string Key { get; }

        public Transformation Value { get; }

        public LinkedListNode<Entry> Place { get; }

        public HashSet<ResourceRef> Users { get; } = [];
    }
}
