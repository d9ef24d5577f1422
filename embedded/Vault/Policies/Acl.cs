using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Policies;

/// <summary>The merged policies of one token. Paths are full: namespace and path.</summary>
internal sealed class Acl
{
    private readonly Dictionary<string, Capability> _exact = new(StringComparer.Ordinal);
    private readonly List<(PathPattern Pattern, Capability Capabilities)> _patterns = [];

    public Acl(string namespacePath, IEnumerable<PolicyRule> rules)
    {
        var merged = new Dictionary<string, Capability>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            var path = namespacePath + rule.Path;
            merged[path] = merged.GetValueOrDefault(path) | rule.Capabilities;
        }

        foreach (var (path, capabilities) in merged)
        {
            var effective = capabilities.HasFlag(Capability.Deny) ? Capability.Deny : capabilities;
            if (PathPattern.IsPattern(path))
            {
                _patterns.Add((new PathPattern(path), effective));
            }
            else
            {
                _exact[path] = effective;
            }
        }

        _patterns.Sort((a, b) => a.Pattern.CompareTo(b.Pattern));
    }

    private Acl(bool root) => IsRoot = root;

    public static Acl Root { get; } = new(root: true);

    public bool IsRoot { get; }

    public bool Allows(VaultOperation operation, string path, bool? exists, bool sudo)
    {
        if (IsRoot)
        {
            return true;
        }

        var needed = operation switch
        {
            VaultOperation.Read => Capability.Read,
            VaultOperation.List => Capability.List,
            VaultOperation.Delete => Capability.Delete,
            VaultOperation.Patch => Capability.Patch,
            _ => exists is false ? Capability.Create : Capability.Update,
        };
        var held = Held(path, operation == VaultOperation.List);
        return held.HasFlag(needed) && (!sudo || held.HasFlag(Capability.Sudo));
    }

    /// <summary>What the token may do on the path; none for denied.</summary>
    public Capability Held(string path, bool list)
    {
        if (_exact.TryGetValue(path, out var held) || (list && _exact.TryGetValue(path.TrimEnd('/'), out held)))
        {
            return held & ~Capability.Deny;
        }

        foreach (var (pattern, capabilities) in _patterns)
        {
            if (pattern.Matches(path))
            {
                return capabilities & ~Capability.Deny;
            }
        }

        return Capability.None;
    }

    /// <summary>Whether any rule grants anything on a mount.</summary>
    public bool ReachesInto(string mount) =>
        IsRoot
        || _exact.Any(e => e.Key.StartsWith(mount, StringComparison.Ordinal) && (e.Value & ~Capability.Deny) != 0)
        || _patterns.Any(p => (p.Capabilities & ~Capability.Deny) != 0 && p.Pattern.ReachesInto(mount));
}
