using Coffer.Contracts.Vault;

namespace Coffer.Contracts.Ports;

/// <summary>Logs in and looks after tokens.</summary>
public interface IVaultTokens
{
    /// <summary>PUTs <c>auth/MOUNT/login</c>.</summary>
    Task<Outcome<VaultLogin>> LoginAsync(VaultEndpoint endpoint, VaultLoginRequest request, CancellationToken cancellation);

    /// <summary>
    /// PUTs <c>auth/token/renew-self</c>. <see cref="FailureKind.Forbidden"/> means that the token is dead; a living one that may not renew
    /// itself is <see cref="FailureKind.Invalid"/>.
    /// </summary>
    Task<Outcome<VaultLogin>> RenewAsync(VaultEndpoint endpoint, string vaultNamespace, VaultToken token, CancellationToken cancellation);

    /// <summary>
    /// GETs <c>auth/token/lookup-self</c>: <see cref="FailureKind.Forbidden"/> means that the token is dead. A living one that may not look
    /// itself up (a role without the default policy) is a success of which nothing is known: <see cref="VaultTokenInfo.Unknown"/>.
    /// </summary>
    Task<Outcome<VaultTokenInfo>> LookupAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, CancellationToken cancellation);

    /// <summary>
    /// PUTs <c>auth/token/revoke-self</c>. Done as well when Vault does not know the token any more, and for a batch token, which can't
    /// be revoked and lives on.
    /// </summary>
    Task<Outcome<Done>> RevokeAsync(VaultEndpoint endpoint, string vaultNamespace, VaultToken token, CancellationToken cancellation);
}
