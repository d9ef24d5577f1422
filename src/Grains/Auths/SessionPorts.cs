using Coffer.Contracts.Ports;
using Coffer.Grains.Placement;

namespace Coffer.Grains.Auths;

/// <summary>What a SessionGrain needs from outside.</summary>
internal sealed record SessionPorts(IVaultTokens Tokens, IVaultDiagnosis Diagnosis, Credentials Credentials, Members Members);
