using Coffer.Contracts.Ports;

namespace Coffer.Grains.Connections;

/// <summary>What a ConnectionGrain needs from outside.</summary>
internal sealed record ConnectionPorts(IVaultHealth Health, ISecretReader Secrets, ILocalFiles Files);
