using Coffer.Contracts.Vault;

namespace Coffer.Contracts.Ports;

/// <summary>Asks a Vault how it is.</summary>
public interface IVaultHealth
{
    /// <summary>GETs <c>sys/health</c>, outside the circuit breaker and its budget. Its result opens or closes the circuit.</summary>
    Task<Outcome<VaultHealth>> CheckAsync(VaultEndpoint endpoint, CancellationToken cancellation);
}
