using System.Collections.Concurrent;

namespace Coffer.Embedded.Vault.Core;

/// <summary>All namespaces; Vault Community has the root alone.</summary>
internal sealed class NamespaceTree
{
    private readonly ConcurrentDictionary<string, VaultNamespace> _all = new(StringComparer.Ordinal);
    private readonly MountFactory _mounts;

    public NamespaceTree(MountFactory mounts)
    {
        _mounts = mounts;
        Root = Create("");
    }

    public VaultNamespace Root { get; }

    public IEnumerable<VaultNamespace> All => _all.Values;

    public VaultNamespace? Find(string path) => _all.GetValueOrDefault(path);

    /// <summary>Creates the namespace, or returns the one that is there.</summary>
    public VaultNamespace Create(string path) => _all.GetOrAdd(path, p =>
    {
        var made = new VaultNamespace(p);
        _mounts.Furnish(made);
        return made;
    });

    public void Remove(VaultNamespace one)
    {
        if (_all.TryRemove(one.Path, out _))
        {
            foreach (var mount in one.Mounts.All)
            {
                (mount.Backend as IDisposable)?.Dispose();
            }
        }
    }

    public IEnumerable<VaultNamespace> Children(VaultNamespace parent) => _all.Values
        .Where(n => n.Path.Length > parent.Path.Length && parent.Covers(n)
            && n.Path.IndexOf('/', parent.Path.Length) == n.Path.Length - 1)
        .OrderBy(n => n.Path, StringComparer.Ordinal);

    /// <summary>
    /// The namespace of a request and the path left over: the header's, then as many path segments as name one. Null: not found.
    /// </summary>
    public (VaultNamespace Home, string Path)? Resolve(string? header, string path)
    {
        var home = Root;
        var wanted = header?.Trim('/') ?? "";
        if (wanted.Length > 0 && wanted != "root")
        {
            if (Find(wanted + "/") is not { } named)
            {
                return null;
            }

            home = named;
        }

        if (_all.Count > 1)
        {
            for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', StringComparison.Ordinal))
            {
                if (Find(home.Path + path[..(slash + 1)]) is not { } deeper)
                {
                    break;
                }

                home = deeper;
                path = path[(slash + 1)..];
            }
        }

        return (home, path);
    }
}
