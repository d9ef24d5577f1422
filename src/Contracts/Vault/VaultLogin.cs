namespace Coffer.Contracts.Vault;

/// <summary>What a login or a renewal gave.</summary>
/// <param name="Token">The token.</param>
/// <param name="Duration">How long it lives from now; zero for one that never expires.</param>
/// <param name="Renewable">Whether it can be renewed.</param>
/// <param name="Policies">Its policies, sorted: at most 64 of at most 128 characters; when that is not all, a last entry tells how many
/// there are and a digest of all of them.</param>
public sealed record VaultLogin(VaultToken Token, TimeSpan Duration, bool Renewable, IReadOnlyList<string> Policies);
