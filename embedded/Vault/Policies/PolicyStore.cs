using System.Collections.Concurrent;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Policies;

/// <summary>
/// The policies of one namespace. <see cref="Generation"/> grows with every change, so compiled rules know when they are old.
/// </summary>
internal sealed class PolicyStore
{
    private readonly ConcurrentDictionary<string, Policy> _policies = new(StringComparer.Ordinal);
    private int _generation;

    public PolicyStore() => Put("default", DefaultPolicy.Text);

    public int Generation => Volatile.Read(ref _generation);

    public IEnumerable<string> Names => _policies.Keys.Append("root").Order(StringComparer.Ordinal);

    public string? Text(string name) => name == "root" ? "" : _policies.GetValueOrDefault(name)?.Text;

    public void Put(string name, string text)
    {
        _policies[name] = new Policy(text, PolicyParser.Parse(text));
        Interlocked.Increment(ref _generation);
    }

    public void Remove(string name)
    {
        _policies.TryRemove(name, out _);
        Interlocked.Increment(ref _generation);
    }

    public Acl Compile(VaultNamespace home, IEnumerable<string> names) =>
        names.Contains("root")
            ? Acl.Root
            : new Acl(home.Path, names.SelectMany(n => _policies.GetValueOrDefault(n)?.Rules ?? []));

    private sealed record Policy(string Text, IReadOnlyList<PolicyRule> Rules);
}
