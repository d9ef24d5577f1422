using Coffer.Embedded.Vault.Policies;

namespace Coffer.Embedded.Vault.Core;

/// <summary>A namespace with its own mounts and policies. <c>Path</c> is "" for the root, otherwise "a/b/".</summary>
internal sealed class VaultNamespace(string path)
{
    public string Path => path;

    public bool IsRoot => path.Length == 0;

    public string Id { get; } = path.Length == 0 ? "root" : Ids.Base62(6);

    public string Uuid { get; } = Guid.NewGuid().ToString();

    public MountTable Mounts { get; } = new();

    public PolicyStore Policies { get; } = new();

    /// <summary>Tokens of a namespace are good for it and everything below.</summary>
    public bool Covers(VaultNamespace other) => other.Path.StartsWith(path, StringComparison.Ordinal);
}
