using Coffer.Contracts.Vault;

namespace Coffer.Contracts.Ports;

/// <summary>What can be found out about a refusal from here.</summary>
public interface IVaultDiagnosis
{
    /// <summary><c>sys/capabilities-self</c> of one path, e.g. <c>read</c> or <c>deny</c>.</summary>
    Task<Outcome<IReadOnlyList<string>>> CapabilitiesAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, string path, CancellationToken cancellation);

    /// <summary>
    /// Type of a mount from <c>sys/internal/ui/mounts/MOUNT</c>, e.g. <c>kv-v2</c> or <c>kv-v1</c>; Forbidden when there is no such mount
    /// or no right on anything below it.
    /// </summary>
    Task<Outcome<string>> MountTypeAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, string mount, CancellationToken cancellation);
}
