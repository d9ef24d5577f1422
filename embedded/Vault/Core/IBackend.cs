namespace Coffer.Embedded.Vault.Core;

/// <summary>An engine or auth method behind a mount. Paths are relative to the mount.</summary>
internal interface IBackend
{
    /// <summary>Login paths and the like, reached without a token.</summary>
    bool IsOpen(string path) => false;

    /// <summary>Root-protected paths need the sudo capability.</summary>
    bool NeedsSudo(string path) => false;

    /// <summary>Whether a write would overwrite; null where a write always counts as an update.</summary>
    bool? Exists(string path) => null;

    ValueTask<VaultAnswer> HandleAsync(VaultRequest request, string path, CancellationToken cancellationToken);
}
