using Coffer.Contracts.Vault;

namespace Coffer.Contracts.Ports;

/// <summary>Reads secrets. A 404 without <c>data</c> is <see cref="FailureKind.NotFound"/>; a 404 with an envelope (a deleted version, a wrong kv-v2 path) is data with warnings.</summary>
public interface IVaultSecrets
{
    /// <summary>GETs one path. At most 10 s per try; redirects from standbys are followed; the namespace is verified to be honoured.</summary>
    Task<Outcome<VaultData>> ReadAsync(VaultEndpoint endpoint, VaultToken token, VaultRead read, CancellationToken cancellation);
}

/// <summary>Logs in and looks after tokens.</summary>
public interface IVaultTokens
{
    /// <summary>PUTs <c>auth/MOUNT/login</c>.</summary>
    Task<Outcome<VaultLogin>> LoginAsync(VaultEndpoint endpoint, VaultLoginRequest request, CancellationToken cancellation);

    /// <summary>PUTs <c>auth/token/renew-self</c>. <see cref="FailureKind.Forbidden"/> means that the token is dead; a living one that may not renew itself is <see cref="FailureKind.Invalid"/>.</summary>
    Task<Outcome<VaultLogin>> RenewAsync(VaultEndpoint endpoint, string vaultNamespace, VaultToken token, CancellationToken cancellation);

    /// <summary>
    /// GETs <c>auth/token/lookup-self</c>: <see cref="FailureKind.Forbidden"/> means that the token is dead. A living one that may not look itself up (a role without the default policy) is a success
    /// of which nothing is known: <see cref="VaultTokenInfo.Unknown"/>.
    /// </summary>
    Task<Outcome<VaultTokenInfo>> LookupAsync(VaultEndpoint endpoint, string vaultNamespace, VaultToken token, CancellationToken cancellation);

    /// <summary>PUTs <c>auth/token/revoke-self</c>. Done as well when Vault does not know the token any more, and for a batch token, which can't be revoked and lives on.</summary>
    Task<Outcome<Done>> RevokeAsync(VaultEndpoint endpoint, string vaultNamespace, VaultToken token, CancellationToken cancellation);
}

/// <summary>What can be found out about a refusal from here.</summary>
public interface IVaultDiagnosis
{
    /// <summary><c>sys/capabilities-self</c> of one path, e.g. <c>read</c> or <c>deny</c>.</summary>
    Task<Outcome<IReadOnlyList<string>>> CapabilitiesAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, string path, CancellationToken cancellation);

    /// <summary>Type of a mount from <c>sys/internal/ui/mounts/MOUNT</c>, e.g. <c>kv-v2</c> or <c>kv-v1</c>; Forbidden when there is no such mount or no right on anything below it.</summary>
    Task<Outcome<string>> MountTypeAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, string mount, CancellationToken cancellation);
}

/// <summary>Asks a Vault how it is.</summary>
public interface IVaultHealth
{
    /// <summary>GETs <c>sys/health</c>, outside the circuit breaker and its budget. Its result opens or closes the circuit.</summary>
    Task<Outcome<VaultHealth>> CheckAsync(VaultEndpoint endpoint, CancellationToken cancellation);
}
