using System.Collections.Concurrent;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>The role table that every auth method has.</summary>
internal sealed class AuthRoles<T>
    where T : class
{
    private readonly ConcurrentDictionary<string, T> _roles = new(StringComparer.Ordinal);

    public T? Find(string name) => _roles.GetValueOrDefault(name);

    public void Set(string name, T role) => _roles[name] = role;

    public VaultAnswer Delete(string name)
    {
        _roles.TryRemove(name, out _);
        return VaultAnswer.NoContent;
    }

    public VaultAnswer List() => VaultAnswer.Keys(_roles.Keys.Order(StringComparer.Ordinal));

    public IEnumerable<KeyValuePair<string, T>> All => _roles;
}
