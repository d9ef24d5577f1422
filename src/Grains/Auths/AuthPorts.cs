using Coffer.Contracts.Ports;
using Coffer.Grains.Placement;

namespace Coffer.Grains.Auths;

/// <summary>What an AuthGrain needs from outside.</summary>
internal sealed record AuthPorts(IVaultTokens Tokens, IVaultDiagnosis Diagnosis, Credentials Credentials, Members Members);
