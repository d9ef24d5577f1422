using System.Collections.Concurrent;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Kv;

/// <summary>What a kv engine holds: states by path. Writers take <see cref="Gate"/>, readers nothing.</summary>
internal sealed class KvPaths<T>
    where T : class
{
    private readonly ConcurrentDictionary<string, History<T>> _paths = new(StringComparer.Ordinal);

    public Lock Gate { get; } = new();

    public T? Read(string path, Instant? seenUntil) => _paths.TryGetValue(path, out var history) ? history.At(seenUntil) : null;

    public void Write(string path, Instant at, T? state) => _paths.GetOrAdd(path, _ => new History<T>()).Set(at, state);

    /// <summary>The names right below a folder; deeper ones show as <c>name/</c>.</summary>
    public VaultAnswer List(string folder, Instant? seenUntil)
    {
        var prefix = folder.Length == 0 || folder.EndsWith('/') ? folder : folder + "/";
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (path, history) in _paths)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal) && history.At(seenUntil) is not null)
            {
                var rest = path[prefix.Length..];
                var slash = rest.IndexOf('/', StringComparison.Ordinal);
                names.Add(slash < 0 ? rest : rest[..(slash + 1)]);
            }
        }

        return VaultAnswer.Keys(names);
    }
}
