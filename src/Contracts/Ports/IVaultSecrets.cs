using Coffer.Contracts.Vault;

namespace Coffer.Contracts.Ports;

/// <summary>
/// Asks Vault for secrets. A 404 without <c>data</c> is <see cref="FailureKind.NotFound"/>; a 404 with an envelope (a deleted version, a
/// wrong kv-v2 path) is data with warnings.
/// </summary>
public interface IVaultSecrets
{
    /// <summary>
    /// GETs one path. At most 10 s per try; redirects from standbys are followed; the namespace is verified to be honoured.
    /// </summary>
    Task<Outcome<VaultData>> ReadAsync(VaultEndpoint endpoint, VaultToken token, VaultRead read, CancellationToken cancellation);

    /// <summary>
    /// PUTs to one path, once: what is asked for may be done although no answer comes. An answer without content is data without JSON.
    /// Limits as for <see cref="ReadAsync"/>.
    /// </summary>
    Task<Outcome<VaultData>> WriteAsync(VaultEndpoint endpoint, VaultToken token, VaultWrite write, CancellationToken cancellation);
}
