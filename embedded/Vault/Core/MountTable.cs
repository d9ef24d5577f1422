using System.Collections.Immutable;

namespace Coffer.Embedded.Vault.Core;

/// <summary>The mounts of one namespace, longest path first so that the first match is the right one.</summary>
internal sealed class MountTable
{
    private ImmutableArray<Mount> _mounts = [];

    public IEnumerable<Mount> All => _mounts;

    public Mount? Find(string path)
    {
        foreach (var mount in _mounts)
        {
            if (path.StartsWith(mount.Path, StringComparison.Ordinal))
            {
                return mount;
            }
        }

        return null;
    }

    public Mount? At(string path) => _mounts.FirstOrDefault(m => m.Path == path);

    /// <summary>Adds the mount, or returns the path it would collide with.</summary>
    public string? Add(Mount mount)
    {
        while (true)
        {
            var before = _mounts;
            var clash = before.FirstOrDefault(m => Overlaps(m.Path, mount.Path));
            if (clash is not null)
            {
                return clash.Path;
            }

            var after = before.Add(mount).Sort((a, b) => b.Path.Length.CompareTo(a.Path.Length));
            if (ImmutableInterlocked.InterlockedCompareExchange(ref _mounts, after, before) == before)
            {
                return null;
            }
        }
    }

    public Mount? Remove(string path)
    {
        var mount = At(path);
        ImmutableInterlocked.Update(ref _mounts, list => list.RemoveAll(m => m.Path == path));
        return mount;
    }

    private static bool Overlaps(string one, string other) =>
        one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);
}
