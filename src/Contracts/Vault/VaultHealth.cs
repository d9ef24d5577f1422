namespace Coffer.Contracts.Vault;

/// <summary>What <c>sys/health</c> tells. A sealed or uninitialised Vault is an answer here, not a failure.</summary>
/// <param name="Initialized">False: needs <c>operator init</c>.</param>
/// <param name="Sealed">True: needs unsealing.</param>
/// <param name="Standby">True: answers, but is not the active node.</param>
/// <param name="Version">The server's version as it spells it, e.g. <c>2.6.2</c> or <c>1.16.3+ent</c>; empty when unknown.</param>
public sealed record VaultHealth(bool Initialized, bool Sealed, bool Standby, string Version);
